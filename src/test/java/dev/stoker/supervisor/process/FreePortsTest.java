package dev.stoker.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void noPortIsHandedOutTwiceInARow() throws IOException {
        var ports = new FreePorts();
        Set<Integer> seen = new HashSet<>();

        for (int i = 0; i < 50; i++) {
            seen.add(ports.next());
        }

        assertEquals(50, seen.size());
    }

    @Test
    void aPortIsFreeOnLoopback() throws IOException {
        int port = new FreePorts().next();

        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, socket.getLocalPort());
        }
    }
}

package dev.stoker.supervisor.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;

/// Finds a port for each run: free now, and not handed out lately, since an engine may need minutes
/// until it listens.
public final class FreePorts {
    private static final int REMEMBERED = 100;

    private final Set<Integer> recent = new LinkedHashSet<>();

    /// Several engines may launch at once, so one at a time chooses.
    ///
    /// @throws IOException when the machine has no free port on loopback
    public synchronized int next() throws IOException {
        int port = free();
        while (!recent.add(port)) {
            port = free();
        }
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.iterator().next());
        }
        return port;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package dev.stoker.supervisor.process;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    /// @throws UncheckedIOException when the machine has no free port on loopback
    public synchronized int next() {
        int port = any();
        while (!recent.add(port)) {
            port = any();
        }
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.iterator().next());
        }
        return port;
    }

    /// A port on loopback that nobody listens on now.
    ///
    /// @throws UncheckedIOException when the machine has none
    public static int any() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }
}

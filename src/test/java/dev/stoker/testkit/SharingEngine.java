package dev.stoker.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A child process that shares as engines do, a file in shared memory and a socket in its temporary
/// directory, and removes neither: `SharingEngine FILE`.
public final class SharingEngine {
    private static final int SIZE = 4096;

    private SharingEngine() {}

    /// The command that starts one.
    public static List<String> command(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                SharingEngine.class.getName(),
                file.toString());
    }

    public static void main(String[] arguments) throws IOException {
        try (FileChannel file =
                        FileChannel.open(
                                Path.of(arguments[0]),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            MappedByteBuffer shared = file.map(MapMode.READ_WRITE, 0, SIZE);
            String temporary = System.getenv("TMPDIR");
            if (temporary != null) {
                socket.bind(UnixDomainSocketAddress.of(Path.of(temporary, "rpc")));
            }
            System.out.println("me=" + ProcessHandle.current().pid());
            while (shared.get(0) == 0) {
                LockSupport.park();
            }
        }
    }
}

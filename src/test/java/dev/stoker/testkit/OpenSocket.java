package dev.stoker.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;

/// A program that opens the socket of that path and holds it until it is killed.
public final class OpenSocket {
    private OpenSocket() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(arguments[0]));
            new CountDownLatch(1).await();
        }
    }
}

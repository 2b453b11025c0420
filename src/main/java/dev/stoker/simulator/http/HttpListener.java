package dev.stoker.simulator.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Listens on the loopback address and serves each connection on virtual threads.
public final class HttpListener implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Duration keepAlive;
    private final HttpHandler handler;

    private HttpListener(ServerSocket server, Duration keepAlive, HttpHandler handler) {
        this.server = server;
        this.keepAlive = keepAlive;
        this.handler = handler;
    }

    /// Starts to accept connections.
    ///
    /// @param port 0 takes any free one
    /// @param keepAlive how long a connection may wait for its next request
    public static HttpListener open(int port, Duration keepAlive, HttpHandler handler)
            throws IOException {
        ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        HttpListener listener = new HttpListener(server, keepAlive, handler);
        Thread.ofPlatform().name("accept").start(listener::accept);
        return listener;
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Stops listening and cuts every open connection.
    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                // closed, or a client that left before it was accepted
            }
        }
    }

    private void serve(Socket socket) {
        try {
            new Connection(socket, keepAlive, handler).run();
        } finally {
            open.remove(socket);
        }
    }
}

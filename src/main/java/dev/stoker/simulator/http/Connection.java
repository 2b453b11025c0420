package dev.stoker.simulator.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// One client: its thread reads on while an answer is computed, and so learns at once when the
/// client leaves.
final class Connection implements Runnable {
    private static final int STALLED_REQUEST_MILLIS = 60_000;

    private final Socket socket;
    private final int idleMillis;
    private final HttpHandler handler;
    private Thread answering = new Thread(() -> {});

    Connection(Socket socket, Duration keepAlive, HttpHandler handler) {
        this.socket = socket;
        this.idleMillis = Math.toIntExact(keepAlive.toMillis());
        this.handler = handler;
    }

    @Override
    public void run() {
        try (socket) {
            serve();
        } catch (IOException | NumberFormatException e) {
            // the client left or does not speak HTTP: there is nobody to tell
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answering.interrupt();
        }
    }

    private void serve() throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        RequestReader requests = new RequestReader(socket.getInputStream());
        while (begins(requests)) {
            socket.setSoTimeout(STALLED_REQUEST_MILLIS);
            HttpRequest request =
                    requests.read(
                            () -> socket.getOutputStream().write(RequestReader.continueLine()));
            answering.join();
            Reply reply = new Reply(socket, request.closes());
            answering = Thread.startVirtualThread(() -> answer(request, reply));
        }
    }

    /// A connection is idle only between an answer's end and the next request.
    private boolean begins(RequestReader requests) throws IOException {
        socket.setSoTimeout(idleMillis);
        while (true) {
            boolean busy = answering.isAlive();
            try {
                return requests.begins();
            } catch (SocketTimeoutException e) {
                if (!busy) {
                    return false;
                }
            }
        }
    }

    private void answer(HttpRequest request, Reply reply) {
        try {
            handler.answer(request, reply);
        } catch (IOException e) {
            closeQuietly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeQuietly() {
        try {
            socket.close();
        } catch (IOException e) {
            // it was closed already
        }
    }
}

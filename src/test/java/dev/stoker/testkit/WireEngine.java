package dev.stoker.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An engine that plays a script on each connection, byte by byte, however wrong it is.
public final class WireEngine implements AutoCloseable {
    /// What happens after a request was read.
    @FunctionalInterface
    public interface Script {
        void play(Request request, Connection connection) throws Exception;
    }

    /// Begins a stream, and dies behind its first event.
    public static final Script DYING_MIDWAY =
            (_, connection) -> connection.beginEvents().chunk("data: 1\n\n").kill();

    /// One request as it arrived.
    ///
    /// @param head the lines before the empty one
    /// @param body without the framing of chunks
    public record Request(List<String> head, String body) {
        public Request {
            head = List.copyOf(head);
        }

        public String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /// The engine's end of one connection.
    public record Connection(Socket socket) {
        public Connection write(String text) throws IOException {
            return write(text.getBytes(UTF_8));
        }

        public Connection write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            return this;
        }

        /// Writes lines as HTTP ends them.
        public Connection lines(String... lines) throws IOException {
            return write((String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1));
        }

        /// Writes the head of a stream of events in chunks.
        public Connection beginEvents() throws IOException {
            return lines(
                    "HTTP/1.1 200 OK",
                    "content-type: text/event-stream",
                    "transfer-encoding: chunked",
                    "");
        }

        /// Writes one chunk of a chunked body.
        public Connection chunk(String data) throws IOException {
            int length = data.getBytes(UTF_8).length;
            return write(Integer.toHexString(length) + "\r\n" + data + "\r\n");
        }

        /// Ends the connection with RST, as the kernel does for a process that was killed.
        public void kill() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /// Waits until the other end has closed.
        ///
        /// @return `System.nanoTime` of that
        public long awaitEnd() throws IOException {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // what still comes does not matter
                }
            } catch (java.net.SocketException e) {
                // a reset is an end as well
            }
            return System.nanoTime();
        }
    }

    private final ServerSocket server;
    private final Script script;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private WireEngine(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static WireEngine start(Script script) {
        try {
            ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            WireEngine engine = new WireEngine(server, script);
            Thread.ofVirtual().start(engine::accept);
            return engine;
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// The next request that arrived.
    public Request awaitRequest() throws InterruptedException {
        Request request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request arrived within 10 s");
        }
        return request;
    }

    /// Requests that arrived and were not taken yet.
    public int waitingRequests() {
        return requests.size();
    }

    /// Connections that neither end has closed.
    public long openConnections() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Request request = read(in);
                requests.add(request);
                script.play(request, new Connection(socket));
            }
        } catch (Exception e) {
            // the connection ended, by the script or by the other side
        }
    }

    private static Request read(InputStream in) throws IOException {
        List<String> head = new CopyOnWriteArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line);
        }
        Request bare = new Request(head, "");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (bare.header("transfer-encoding").equals("chunked")) {
            for (int size = size(in); size > 0; size = size(in)) {
                body.writeBytes(exactly(size, in));
                line(in);
            }
            line(in);
        } else if (!bare.header("content-length").isEmpty()) {
            body.writeBytes(exactly(Integer.parseInt(bare.header("content-length")), in));
        }
        return new Request(head, body.toString(UTF_8));
    }

    private static byte[] exactly(int length, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the connection ended");
        }
        return bytes;
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) != '\n') {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}

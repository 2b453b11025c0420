package dev.stoker.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stoker.edgar.select.DailyIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A Feed on 127.0.0.1: serves the samples or what it was given, honours ranges, and misbehaves as
/// told, one fault a request.
public final class FeedServer implements AutoCloseable {
    /// What the SEC sends with a 403 to those who ask too fast.
    public static final String RATE_PAGE =
            "<html><title>SEC.gov | Request Rate Threshold Exceeded</title></html>";

    /// What it sends to those who do not say who they are.
    public static final String UNDECLARED_PAGE =
            "<html>Your Request Originates from an Undeclared Automated Tool</html>";

    /// One fault: what to do instead of the plain answer.
    public sealed interface Fault {
        /// Answers this instead.
        record Answer(int status, String page) implements Fault {}

        /// Promises the whole body, sends this many bytes of it, hangs up.
        record HangUpAfter(int bytes) implements Fault {}

        /// Sends the whole body as a 200, whatever range was asked for.
        record IgnoreRange() implements Fault {}

        /// Sends this many bytes, the rest when told so; hangs up when nobody does for a minute.
        record PauseAfter(int bytes, CountDownLatch goOn) implements Fault {}

        /// Sends another range than it was asked for, and says so.
        record OtherRange() implements Fault {}

        /// Changes one byte in the middle.
        record Corrupt() implements Fault {}
    }

    /// A request as it came.
    public record Seen(String path, Optional<String> userAgent, Optional<String> range) {}

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    public FeedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Serves the sample days of real filings.
    public static FeedServer ofSamples() throws IOException {
        Path folder = Path.of("samples/feed");
        FeedServer feed = new FeedServer();
        try (var paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                feed.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return feed;
    }

    /// Serves each filing of the sample days by itself, too, where the daily indexes say.
    public FeedServer withSingleFilings() throws IOException {
        Map<String, byte[]> submissions = new HashMap<>();
        for (String path : List.copyOf(files.keySet())) {
            if (path.endsWith(".nc.tar.gz")) {
                submissions.putAll(members(files.get(path)));
            }
        }
        for (String path : List.copyOf(files.keySet())) {
            if (path.endsWith(".idx")) {
                DailyIndex.read(new String(files.get(path), StandardCharsets.UTF_8))
                        .filings()
                        .forEach(it ->
                                put(
                                        it.path().substring("edgar/".length()),
                                        submissions.get(it.accessionNumber())));
            }
        }
        return this;
    }

    private static Map<String, byte[]> members(byte[] tarball) throws IOException {
        Map<String, byte[]> members = new HashMap<>();
        try (var tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(tarball)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                String name = Path.of(entry.getName()).getFileName().toString();
                members.put(name.replace(".nc", ""), tar.readAllBytes());
                entry = tar.getNextEntry();
            }
        }
        return members;
    }

    public FeedServer put(String path, byte[] content) {
        files.put("/" + path, content);
        return this;
    }

    /// The next requests for `path` meet these, one each.
    public FeedServer fail(String path, Fault... next) {
        faults.computeIfAbsent("/" + path, _ -> new ConcurrentLinkedDeque<>())
                .addAll(List.of(next));
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        var headers = exchange.getRequestHeaders();
        Optional<String> range = Optional.ofNullable(headers.getFirst("Range"));
        seen.add(new Seen(path, Optional.ofNullable(headers.getFirst("User-Agent")), range));
        Deque<Fault> planned = faults.get(path);
        Fault fault = planned == null ? null : planned.poll();
        byte[] content = files.get(path);
        try (exchange) {
            if (fault instanceof Fault.Answer(int status, String page)) {
                send(exchange, status, page.getBytes(StandardCharsets.UTF_8));
            } else if (content == null) {
                send(exchange, 404, "not found".getBytes(StandardCharsets.UTF_8));
            } else {
                sendFile(exchange, content, fault, from(range, fault));
            }
        }
    }

    private static int from(Optional<String> range, Fault fault) {
        int asked = range.map(it -> Integer.parseInt(it.replaceAll("\\D", ""))).orElse(0);
        return switch (fault) {
            case Fault.IgnoreRange _ -> 0;
            case Fault.OtherRange _ -> asked + 1;
            case null, default -> asked;
        };
    }

    private static void sendFile(HttpExchange exchange, byte[] content, Fault fault, int from)
            throws IOException {
        if (from >= content.length) {
            send(exchange, 416, new byte[0]);
            return;
        }
        byte[] body = packedIfAsked(exchange, content);
        if (fault instanceof Fault.Corrupt) {
            body[body.length / 2] ^= 0x55;
        }
        int length = body.length - from;
        exchange.getResponseHeaders()
                .add(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
        contentType(exchange);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
        int first =
                switch (fault) {
                    case Fault.HangUpAfter(int bytes) -> Math.min(bytes, length);
                    case Fault.PauseAfter(int bytes, CountDownLatch _) -> Math.min(bytes, length);
                    case null, default -> length;
                };
        OutputStream out = exchange.getResponseBody();
        out.write(body, from, first);
        out.flush();
        if (fault instanceof Fault.PauseAfter(int _, CountDownLatch goOn) && isTold(goOn)) {
            out.write(body, from + first, length - first);
        }
    }

    private static boolean isTold(CountDownLatch goOn) throws InterruptedIOException {
        try {
            return goOn.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw (InterruptedIOException) new InterruptedIOException().initCause(e);
        }
    }

    /// Text goes gzipped to those who take it, as the SEC sends it.
    private static byte[] packedIfAsked(HttpExchange exchange, byte[] content) throws IOException {
        String encoding = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (encoding == null || !encoding.contains("gzip")) {
            return content.clone();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        return packed.toByteArray();
    }

    private static void contentType(HttpExchange exchange) {
        boolean json = exchange.getRequestURI().getPath().endsWith(".json");
        exchange.getResponseHeaders()
                .add("Content-Type", json ? "application/json" : "application/gzip");
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

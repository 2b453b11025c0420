package dev.stoker.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// A collector of traces on 127.0.0.1, which speaks OTLP over HTTP.
public final class CollectorServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Seen> spans = new ConcurrentLinkedQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final boolean hanging;

    /// A span as it arrived.
    ///
    /// @param service that told of it
    public record Seen(Span span, Map<String, String> facts, String service) {
        public String name() {
            return span.getName();
        }

        /// Empty where it was not told.
        public String fact(String key) {
            return facts.getOrDefault(key, "");
        }

        public String trace() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        public String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        public boolean isBelow(Seen other) {
            return span.getTraceId().equals(other.span.getTraceId())
                    && span.getParentSpanId().equals(other.span.getSpanId());
        }

        public List<String> events() {
            return span.getEventsList().stream().map(Span.Event::getName).toList();
        }
    }

    private CollectorServer(boolean hanging) throws IOException {
        this.hanging = hanging;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::answer);
        server.start();
    }

    public static CollectorServer start() throws IOException {
        return new CollectorServer(false);
    }

    /// One that takes connections and requests, and never answers.
    public static CollectorServer hanging() throws IOException {
        return new CollectorServer(true);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Returns when somebody has told something.
    public void awaitAsked() throws InterruptedException {
        asked.await();
    }

    /// The first span that is like that, once it has come.
    public Seen await(Predicate<Seen> like) {
        return await(1, like).getFirst();
    }

    /// All spans that are like that, once there are so many.
    public List<Seen> await(int count, Predicate<Seen> like) {
        return Eventually.becomes(
                LIMIT, () -> spans.stream().filter(like).toList(), found -> found.size() >= count);
    }

    /// What has come so far.
    public List<Seen> spans() {
        return List.copyOf(spans);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            byte[] bytes = body.readAllBytes();
            asked.countDown();
            if (hanging) {
                closed.await();
                return;
            }
            boolean zipped =
                    "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"));
            take(zipped ? unzipped(bytes) : bytes);
            exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(byte[] message) throws IOException {
        ExportTraceServiceRequest.parseFrom(message)
                .getResourceSpansList()
                .forEach(resource -> {
                    String service =
                            facts(resource.getResource().getAttributesList())
                                    .getOrDefault("service.name", "");
                    resource.getScopeSpansList().stream()
                            .flatMap(scope -> scope.getSpansList().stream())
                            .map(span -> new Seen(span, facts(span.getAttributesList()), service))
                            .forEach(spans::add);
                });
    }

    private static Map<String, String> facts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(KeyValue::getKey, fact -> text(fact.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static byte[] unzipped(byte[] bytes) {
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}

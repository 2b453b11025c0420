package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.CollectorServer;
import dev.stoker.testkit.CollectorServer.Seen;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.StokerProcess;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the packaged service tells a collector of everything that it does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class TracesIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "POST " + CHAT;
    private static final String CLIENTS = "0af7651916cd43dd8448eb211c80319c";

    private final CollectorServer collector;
    private final FeedServer feed;
    private StokerProcess stoker;

    TracesIT() throws IOException {
        collector = CollectorServer.start();
        feed = FeedServer.ofSamples();
    }

    /// Two engines of one model, of which one breaks every answer of more than a token, and one
    /// that never gets through its start.
    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path engines = Files.createDirectory(directory.resolve("engines"));
        QuickEngines.write(engines, "steady", "simulated, alone", "");
        QuickEngines.write(engines, "shaky", "simulated", "  fault: drop-stream=2\n");
        QuickEngines.write(engines, "doomed", "doomed", "  fault: oom-at-load\n");
        stoker =
                StokerProcess.with("OTEL_SERVICE_NAME", "stoker-at-night")
                        .start(
                                directory.resolve("state"),
                                engines,
                                "stoker.traces.endpoint=" + collector.uri(),
                                "stoker.edgar.feed-url=" + feed.uri());
        awaitMetric("stoker_engine_state{engine=\"steady\",state=\"ready\"} 1.0");
        awaitMetric("stoker_engine_state{engine=\"shaky\",state=\"ready\"} 1.0");
    }

    @AfterAll
    void stop() throws IOException {
        stoker.close();
        feed.close();
        collector.close();
    }

    @Test
    void requestsWithTheirAttempts() throws Exception {
        // one of the two meets the engine that breaks off, and then the other
        for (String id : List.of("whole-1", "whole-2")) {
            String answer = chat(id, QuickEngines.body("simulated", false)).readUntil("\"usage\"");
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        }
        Seen broken =
                collector.await(
                        engine("shaky")
                                .and(span -> span.trace().equals(CLIENTS))
                                .and(span -> span.span().getKind() == SpanKind.SPAN_KIND_CLIENT));
        Seen request = collector.await(broken::isBelow);
        List<Seen> attempts = collector.await(2, span -> span.isBelow(request));
        assertEquals(StatusCode.STATUS_CODE_ERROR, broken.span().getStatus().getCode());
        assertNotEquals("", broken.fact("error.type"));
        assertEquals("200", request.fact("http.response.status_code"));
        Seen second =
                attempts.stream().filter(one -> !one.equals(broken)).findFirst().orElseThrow();
        assertEquals("steady", second.fact("stoker.engine"));
        assertEquals("1", second.fact("http.request.resend_count"));

        String events = chat("streamed", QuickEngines.body("alone", true)).readUntil("[DONE]");
        assertTrue(events.contains("data: "), events);
        Seen streamed = request("streamed");
        assertEquals(CLIENTS, streamed.trace());
        assertEquals("stoker-at-night", streamed.service());
        assertEquals(List.of("first byte"), streamed.events());
        Seen call = collector.await(span -> span.isBelow(streamed));
        assertEquals("chat alone", call.name());
        assertEquals("200", call.fact("http.response.status_code"));
        assertEquals("8", call.fact("gen_ai.usage.output_tokens"));
    }

    @Test
    void aRefusalAndAClientThatLeaves() throws Exception {
        chat("refused", QuickEngines.body("unheard-of", false)).readUntil("model_not_found");
        assertEquals("model_not_found", request("refused").fact("error.type"));

        try (RawClient client = chat("leaves", QuickEngines.body("alone", true, 4_000))) {
            client.readUntil("data: ");
        }
        assertEquals("client_gone", request("leaves").fact("error.type"));
    }

    @Test
    void aDayIsSummarisedInTheTraceOfItsSubmission() throws Exception {
        JobClient jobs = new JobClient(stoker.url());

        String id = jobs.submit("{\"model\": \"alone\", \"dates\": [\"2025-01-02\"]}");
        JsonNode job = jobs.awaitEnd(id, LIMIT);

        assertEquals("completed", job.path("state").asText(), job::toString);
        Seen submission = collector.await(named("submit job").and(of(id)));
        Seen request = collector.await(submission::isBelow);
        assertEquals("POST /batch/summarize", request.name());
        Seen source =
                collector.await(
                        span -> span.isBelow(submission) && named("read source").test(span));
        Seen day = collector.await(span -> span.isBelow(source));
        assertEquals("2025-01-02", day.fact("stoker.day"));
        collector.await(span -> span.isBelow(day) && named("download day").test(span));
        int done = job.at("/counts/done").asInt();
        List<Seen> items =
                collector.await(
                        Math.min(done, 100),
                        span ->
                                span.isBelow(submission)
                                        && span.fact("stoker.item.outcome").equals("answered"));
        Seen item = items.getFirst();
        Seen call = collector.await(span -> span.isBelow(item) && span.name().startsWith("chat "));
        assertEquals("steady", call.fact("stoker.engine"));
        assertNotEquals("", item.fact("gen_ai.usage.output_tokens"));
    }

    @Test
    void everyRunOfAnEngineIsATraceAndACrashTellsItsCause() {
        Seen start = collector.await(named("start engine").and(engine("steady")));
        assertEquals("1", start.fact("stoker.engine.run"));
        assertEquals(StatusCode.STATUS_CODE_UNSET, start.span().getStatus().getCode());
        collector.await(2, span -> span.isBelow(start));

        Seen crash = collector.await(named("start engine").and(engine("doomed")));
        assertEquals("out-of-memory-at-load", crash.fact("error.type"));
        assertEquals(StatusCode.STATUS_CODE_ERROR, crash.span().getStatus().getCode());
        assertNotEquals(start.trace(), crash.trace());
    }

    @Test
    void whatBecameOfTheSpansIsCounted() throws Exception {
        awaitMetric("stoker_traces_spans_total{outcome=\"dropped\"} 0.0");
    }

    private RawClient chat(String requestId, String body) throws IOException {
        return new RawClient(stoker.url().getPort())
                .post(
                        CHAT,
                        body,
                        "x-request-id: " + requestId,
                        "traceparent: 00-" + CLIENTS + "-b7ad6b7169203331-01");
    }

    private Seen request(String id) {
        return collector.await(
                named(REQUEST).and(span -> span.fact("stoker.request.id").equals(id)));
    }

    private static Predicate<Seen> named(String name) {
        return span -> span.name().equals(name);
    }

    private static Predicate<Seen> of(String job) {
        return span -> span.fact("stoker.job").equals(job);
    }

    private static Predicate<Seen> engine(String name) {
        return span -> span.fact("stoker.engine").equals(name);
    }

    private void awaitMetric(String line) throws Exception {
        Eventually.becomes(
                LIMIT,
                () -> Http.get(stoker.management().resolve("/q/metrics")).body(),
                text -> text.contains(line));
    }
}

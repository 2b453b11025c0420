package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.simulator.Simulator;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.Simulators;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeTest {
    private final Vertx vertx = Vertx.vertx();
    private final Simulator engine = Simulators.start("--decode-tokens-per-second 1");
    private final Logger logger = Logger.getLogger("io.vertx");
    private final Records records = new Records();

    @BeforeEach
    void listen() {
        logger.addHandler(records);
    }

    @AfterEach
    void stop() throws IOException {
        logger.removeHandler(records);
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatIsGivenUpBeforeItWasSentIsNoErrorInTheLog() {
        Exchange exchange = start();

        exchange.cancel();

        assertReset(exchange);
        assertEquals(List.of(), records.messages);
    }

    @Test
    void whatIsGivenUpInTheMiddleIsNoErrorInTheLog() throws Exception {
        Exchange exchange = start();
        Eventually.becomes(Duration.ofSeconds(20), this::running, running -> running == 1);

        exchange.cancel();

        assertReset(exchange);
        assertEquals(List.of(), records.messages);
    }

    private static void assertReset(Exchange exchange) {
        ExecutionException reset =
                assertThrows(
                        ExecutionException.class,
                        () -> exchange.answer().get(20, TimeUnit.SECONDS));
        assertInstanceOf(StreamResetException.class, reset.getCause());
    }

    private Exchange start() {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("127.0.0.1")
                        .setPort(engine.port())
                        .setURI("/v1/chat/completions");
        return Exchange.start(
                vertx.getOrCreateContext(),
                new EngineConnections(vertx).client(),
                options,
                """
                {"messages": [{"role": "user", "content": "slow"}], "max_tokens": 20}\
                """);
    }

    private double running() throws IOException, InterruptedException {
        return Http.metric(engine.port(), "vllm:num_requests_running");
    }

    /// Everything that was logged.
    private static final class Records extends Handler {
        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getLoggerName() + ": " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

package dev.stoker.supervisor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.EngineMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// On a page that a genuine vLLM wrote, and on oddities.
class VitalsTest {
    private static final EngineMetrics VLLM =
            new EngineMetrics(
                    Optional.of("vllm:num_requests_running"),
                    Optional.of("vllm:num_requests_waiting"),
                    Optional.empty(),
                    Optional.of("vllm:iteration_tokens_total_count"));

    @Test
    void theFiguresOfAGenuinePageAreFound() throws IOException {
        String page = Files.readString(Path.of("src/test/resources/engine-logs/vllm-metrics.txt"));

        Vitals vitals = Vitals.read(page, VLLM);

        assertEquals(new Vitals(true, OptionalDouble.of(0), OptionalDouble.of(159), page), vitals);
    }

    @Test
    void aSeriesIsSummedOverItsLabels() {
        var page =
                new MetricsText(
                        """
                        # TYPE running gauge
                        running{engine="0"} 2
                        running{engine="1",note="a } b"} 3.5
                        running_max{engine="0"} 100
                        """);

        assertEquals(OptionalDouble.of(5.5), page.sum("running"));
    }

    @Test
    void aSeriesWithoutLabelsAndWithATimeStampIsRead() {
        var page = new MetricsText("tokens_total 12 1795296314\n");

        assertEquals(OptionalDouble.of(12), page.sum("tokens_total"));
    }

    @Test
    void whatIsNotOnThePageIsAbsent() {
        Vitals vitals = Vitals.read("<html>not found</html>", VLLM);

        assertEquals(OptionalDouble.empty(), vitals.running());
        assertEquals(OptionalDouble.empty(), vitals.heartbeat());
    }

    @Test
    void waitingRequestsMakeAnEngineBusyAsWell() {
        Vitals vitals =
                Vitals.read("vllm:num_requests_running 0\nvllm:num_requests_waiting 4\n", VLLM);

        assertEquals(OptionalDouble.of(4), vitals.running());
    }

    @Test
    void aValueThatIsNoNumberCountsAsNothing() {
        assertEquals(OptionalDouble.of(0), new MetricsText("running NaNsense\n").sum("running"));
    }
}

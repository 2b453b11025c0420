package dev.stoker.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopViewTest {
    private static final String ENGINES =
            """
            {"engines": [
              {"name": "glm", "state": "ready", "restarts": 1, "in_flight": 3, "gpus": [0, 1]},
              {"name": "qwen", "state": "starting", "restarts": 0, "phase": "loading weights",
               "percent": 35, "seconds_left": 42}]}
            """;
    private static final String FIGURES =
            """
            {"requests_per_second": [0, 2.5], "output_tokens_per_second": [0, 1234.4],
             "prompt_tokens_per_second": [0, 90000],
             "first_token_seconds": {"p50": [null, 0.095], "p95": [null, 1.25]},
             "inter_token_seconds": {"p50": [], "p95": [null]},
             "engines": {"glm": {"running": 3, "waiting": 12, "kv_usage": 0.456,
                                 "output_tokens_per_second": 1234.4}},
             "gpus": [{"gpu": 0, "used_bytes": 75161927680, "total_bytes": 150323855360},
                      {"gpu": 1, "used_bytes": 75161927680, "total_bytes": 150323855360},
                      {"gpu": 2, "used_bytes": 1, "total_bytes": 150323855360}]}
            """;
    private static final String JOBS =
            """
            {"data": [{"id": "j-1", "state": "running", "model": "glm",
                       "counts": {"total": 1000, "waiting": 300, "running": 100, "failed": 2},
                       "tokens_per_second": 5000, "seconds_left": 61.4, "cost": 0.5}]}
            """;

    @Test
    void anEngineIsALineWithItsLoadAndTheMemoryOfItsGpus() throws Exception {
        List<String> lines = lines();

        assertTrue(
                lines.get(4)
                        .matches("glm +ready +3 +12 +46% +1,234 +140 of 280 GiB +1  3 in flight"),
                lines.get(4));
        assertTrue(
                lines.get(5)
                        .matches(
                                "qwen +starting +- +- +- +- +- +0 "
                                        + " loading weights, 35 %, about 42 s left"),
                lines.get(5));
    }

    @Test
    void theHeadTellsTrafficAndLatency() throws Exception {
        assertEquals(
                "1 of 2 engines ready   2.5 requests/s   1,234 tokens/s written, 90,000 read",
                lines().get(0));
        assertEquals(
                "first token 95 ms median, 1.3 s 95 %   between tokens - median, - 95 %",
                lines().get(1));
    }

    @Test
    void aJobIsALineWithWhatIsDoneAndWhatIsLeft() throws Exception {
        String job = lines().getLast();

        assertTrue(job.matches("j-1 +running +glm +600/1,000 +2 +5,000 +61 s +\\$0\\.5000"), job);
    }

    @Test
    void aRefusalStandsWhereTheJobsWould() throws Exception {
        Line last = view().withoutJobs("401: A known API key is needed").getLast();

        assertEquals(Line.plain("jobs: 401: A known API key is needed"), last);
    }

    @Test
    void aStokerWithoutFiguresYetIsShownAllTheSame() throws Exception {
        List<Line> lines = new TopView(json("{\"engines\": []}"), json("{}")).lines(json("{}"));

        assertTrue(lines.getFirst().text().startsWith("0 of 0 engines ready   - requests/s"));
    }

    private static List<String> lines() throws JsonProcessingException {
        return view().lines(json(JOBS)).stream().map(Line::text).toList();
    }

    private static TopView view() throws JsonProcessingException {
        return new TopView(json(ENGINES), json(FIGURES));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}

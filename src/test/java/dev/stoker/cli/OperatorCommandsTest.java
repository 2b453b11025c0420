package dev.stoker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OperatorCommandsTest {
    private final StringWriter shown = new StringWriter();

    @Test
    void eachEngineIsALineWithItsStateAndWhatItWaitsFor() throws IOException {
        String answer =
                """
                {"engines": [
                  {"name": "glm", "state": "starting", "run": 2, "restarts": 1, "phase": "compiling",
                   "percent": 50, "seconds_left": 40, "pid": 77},
                  {"name": "qwen", "state": "failed", "run": 1, "restarts": 0, "cause": "bad-flag",
                   "detail": "exit code 2"},
                  {"name": "tiny", "state": "ready", "run": 1, "restarts": 0, "in_flight": 3}]}
                """;

        EnginesCommand.print(new ObjectMapper().readTree(answer), new PrintWriter(shown));

        String[] lines = shown.toString().split("\n", -1);
        assertTrue(
                lines[1].matches("glm +starting .* 77  compiling, 50 %, about 40 s left"),
                lines[1]);
        assertTrue(lines[2].matches("qwen +failed .* -  bad-flag: exit code 2"), lines[2]);
        assertTrue(lines[3].matches("tiny +ready .* 3 in flight"), lines[3]);
    }

    @Test
    void aLogIsItsLinesAndTheGapsBetweenThem() throws IOException {
        String events =
                """
                : log of glm

                id: 1
                data: {"engine":"glm","run":1,"line":"one"}

                event: gap
                data: {"engine":"glm","after":1}

                id: 9
                data: {"engine":"glm","run":2,"line":"data: nine"}

                : keep-alive
                """;

        LogsCommand.print(
                new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(shown, true));

        assertEquals("one\nstoker: some lines are missing here\ndata: nine\n", shown.toString());
    }
}

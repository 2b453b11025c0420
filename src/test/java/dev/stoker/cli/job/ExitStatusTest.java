package dev.stoker.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "completed, 0, 0",
        "completed, 2, 3",
        "failed, 9, 4",
        "cancelled, 0, 4",
        "running, 1, 5",
        "cancelling, 0, 5",
        "queued, 0, 5"
    })
    void theShellLearnsHowTheJobEnded(String state, int failed, int status) {
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("state", state);
        job.putObject("counts").put("failed", failed);

        assertEquals(status, ExitStatus.of(job).code());
    }
}

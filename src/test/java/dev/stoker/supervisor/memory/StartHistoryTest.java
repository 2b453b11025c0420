package dev.stoker.supervisor.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartHistoryTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir private Path directory;

    @Test
    void theUsualStartIsTheMedianOfTheLastFive() {
        var history = new StartHistory(directory);
        for (int seconds : new int[] {900, 80, 82, 300, 84, 81}) {
            history.remember("glm-1a2b", Duration.ofSeconds(seconds));
        }

        StartEstimate estimate = new StartHistory(directory).estimate("glm-1a2b");

        assertEquals(Optional.of(Duration.ofSeconds(82)), estimate.usual());
    }

    @Test
    void otherFlagsHaveTheirOwnHistory() {
        var history = new StartHistory(directory);
        history.remember("glm-1a2b", Duration.ofSeconds(80));

        assertEquals(Optional.empty(), history.estimate("glm-ffff").usual());
    }

    @Test
    void aSpoiltFileCostsOnlyTheEstimate() throws IOException {
        Files.writeString(directory.resolve("start-times.properties"), "glm-1a2b=soon,\\u12\n");
        var history = new StartHistory(directory);

        history.remember("glm-1a2b", Duration.ofSeconds(80));

        assertEquals(Optional.of(Duration.ofSeconds(80)), history.estimate("glm-1a2b").usual());
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNoError() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        var history = new StartHistory(file);

        history.remember("glm-1a2b", Duration.ofSeconds(80));

        assertEquals(Optional.empty(), history.estimate("glm-1a2b").usual());
    }

    @Test
    void timeLeftIsTheUsualTimeLessWhatHasPassed() {
        var estimate = new StartEstimate("key", Optional.of(Duration.ofSeconds(80)));

        assertEquals(
                Optional.of(Duration.ofSeconds(50)),
                estimate.timeLeft(BEGIN, 5, BEGIN.plusSeconds(30)));
    }

    @Test
    void aStartThatTakesLongerThanUsualEndsAnyMoment() {
        var estimate = new StartEstimate("key", Optional.of(Duration.ofSeconds(80)));

        assertEquals(
                Optional.of(Duration.ofSeconds(1)),
                estimate.timeLeft(BEGIN, 50, BEGIN.plusSeconds(300)));
    }

    @Test
    void theFirstStartIsEstimatedFromItsPhases() {
        var estimate = new StartEstimate("key", Optional.empty());

        assertEquals(Optional.empty(), estimate.timeLeft(BEGIN, 5, BEGIN.plusSeconds(30)));
        assertEquals(
                Optional.of(Duration.ofSeconds(90)),
                estimate.timeLeft(BEGIN, 25, BEGIN.plusSeconds(30)));
    }
}

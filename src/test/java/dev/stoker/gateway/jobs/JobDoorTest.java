package dev.stoker.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.Batch;
import dev.stoker.batch.BatchSettings;
import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobDoorTest {
    @Test
    void beforeTheQueueHasStartedClientsAreAskedToComeBack() {
        ScriptedEngine engine = new ScriptedEngine("llm");
        try (QueueDatabase database = QueueDatabase.fresh();
                Batch batch =
                        new Batch(
                                database.source(),
                                new EngineAccess(engine.router(), engine),
                                BatchSettings.of("test"),
                                InstantSource.system())) {
            JobDoor door = new JobDoor(batch);

            Refusal refusal = assertThrows(Refusal.class, door::jobs);

            assertEquals(503, refusal.status());
            assertEquals(Optional.of(Duration.ofSeconds(2)), refusal.retryAfter());
        }
    }
}

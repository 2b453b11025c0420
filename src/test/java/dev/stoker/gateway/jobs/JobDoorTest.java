package dev.stoker.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.Batch;
import dev.stoker.batch.BatchSettings;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.gateway.visit.CurrentVisit;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.ScriptedEngine;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class JobDoorTest {
    @Test
    void beforeTheQueueHasStartedClientsAreAskedToComeBack() {
        ScriptedEngine engine = new ScriptedEngine("llm");
        try (QueueDatabase database = QueueDatabase.fresh();
                Batch batch =
                        new Batch(
                                database.source(),
                                engine.access(),
                                BatchSettings.of("test"),
                                InstantSource.system())) {
            JobDoor door = new JobDoor(batch, new CurrentVisit(new CurrentVertxRequest()));

            ApiException refusal = assertThrows(ApiException.class, door::jobs);

            assertEquals(
                    ApiError.tryAgain(
                            "batch_not_started",
                            "the batch queue is not open yet",
                            Duration.ofSeconds(2)),
                    refusal.error());
            assertEquals(503, refusal.error().status());
        }
    }
}

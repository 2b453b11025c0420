package dev.stoker.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.Batch;
import dev.stoker.batch.file.FileDraft;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BatchFixture fixture = new BatchFixture();
    private Batch batch;

    @BeforeEach
    void start() {
        batch = fixture.start("here", new ScriptedEngine(Items.MODEL));
        new BatchMeters(registry).watch(batch);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void itemsAndTokensAreCountedAndThoseOfAnEarlierAnswerApart() {
        batch.jobs().submit(NewJob.whole(Items.job(), List.of(alike("one"), alike("two"))));

        Eventually.holds(() -> counter("stoker.batch.items", "outcome", "cached") == 1);
        assertEquals(1, counter("stoker.batch.items", "outcome", "answered"));
        assertEquals(10, counter("stoker.batch.tokens", "kind", "prompt"));
        assertEquals(2, counter("stoker.batch.tokens", "kind", "completion"));
        assertEquals(12, counter("stoker.batch.tokens", "kind", "cached"));
        assertEquals(0, registry.get("stoker.batch.in.flight").gauge().value());
    }

    @Test
    void timeIsToldByWhatItWentTo() {
        batch.jobs().submit(NewJob.whole(Items.job(), Items.items(3)));

        Eventually.holds(() -> time("parser") > 0);
        assertTrue(time("none") >= 0);
        assertNotNull(registry.find("stoker.batch.time").tag("cause", "chat").functionCounter());
    }

    @Test
    void completeFilesAreCountedWithTheirBytes() throws IOException {
        FileDraft left = batch.files().begin();
        left.receive(new ByteArrayInputStream(new byte[100]));
        FileDraft whole = batch.files().begin();
        whole.receive(new ByteArrayInputStream(new byte[70]));

        whole.complete("requests.jsonl", "batch", Optional.empty());

        assertEquals(1, registry.get("stoker.files.stored").functionCounter().count());
        assertEquals(70, registry.get("stoker.files").functionCounter().count());
    }

    private static NewItem alike(String key) {
        return new NewItem(
                key,
                "{}",
                new NewItem.Request("/v1/chat/completions", "{}"),
                Optional.of(new UUID(5, 5)));
    }

    private double time(String cause) {
        return registry.get("stoker.batch.time").tag("cause", cause).functionCounter().count();
    }

    private double counter(String name, String tag, String value) {
        var counter = registry.find(name).tag(tag, value).counter();
        return counter == null ? 0 : counter.count();
    }
}

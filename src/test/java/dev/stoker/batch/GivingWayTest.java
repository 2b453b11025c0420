package dev.stoker.batch;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.BatchFixture.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tally;
import dev.stoker.engine.Simulator;
import dev.stoker.inference.InFlight;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.EngineSpecs;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GivingWayTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PLACES = 3;
    private static final int ITEMS = 7;

    private final BatchFixture fixture = new BatchFixture();
    private ScriptedEngine engine = engine(Map.of("max-running", PLACES));

    @AfterEach
    void close() {
        engine.taking(Duration.ZERO);
        fixture.close();
    }

    @Test
    void theFirstChatAtAFullEngineGetsAPlaceAndTheItemIsAnsweredLater() {
        Batch batch = fixture.start("here", engine);
        JobId id = fill(batch);

        InFlight.Ticket chat = chat();

        becomes(1, engine::served);
        chat.hasText(System.nanoTime());
        leaves(chat);
        becomes(PLACES, engine::running);
        assertEquals(0, engine.served());
        Job ended = end(batch, id);
        assertTrue(ended.progress().gaveWay() >= 1, ended::toString);
        assertEquals(ITEMS + ended.progress().gaveWay(), engine.calls().size());
    }

    @Test
    void eachOfSeveralChatsAtOnceGetsAPlace() {
        Batch batch = fixture.start("here", engine);
        JobId id = fill(batch);

        chat();
        chat();

        becomes(2, engine::served);
        assertTrue(end(batch, id).progress().gaveWay() >= 2);
    }

    @Test
    void whileAChatWaitsAtAnEngineOfFewPlacesNothingWaitsThereBesideIt() {
        Batch batch = fixture.start("here", engine);
        JobId id = fill(batch);

        InFlight.Ticket chat = chat();

        becomes(1, engine::served);
        becomes(PLACES, engine::inside);
        leaves(chat);
        Job ended = end(batch, id);
        assertEquals(ITEMS - PLACES + 1, ended.progress().gaveWay());
    }

    @Test
    void aChatThatCameBeforeAnyReadingToldOfThePlacesGetsOneThen() {
        engine = engine(Map.of());
        Batch batch = fixture.start("here", engine);
        engine.lineUp();
        InFlight.Ticket early = engine.open().enter("simulator", "early");
        early.wasSent(System.nanoTime());
        early.wasTaken(System.nanoTime());
        becomes(1, engine::served);
        early.hasText(System.nanoTime());
        JobId id = submit(batch, ITEMS);
        becomes(ITEMS + 1, engine::inside);

        chat();

        becomes(2, engine::served);
        assertTrue(end(batch, id).progress().gaveWay() > 0);
    }

    @Test
    void itemsThatGaveWayMoreOftenThanTheyMayFailAreAllAnsweredOnce() {
        Batch batch = fixture.start("here", engine);
        JobId id = fill(batch);

        for (int chats = 0; chats < 5; chats++) {
            InFlight.Ticket chat = chat();
            becomes(1, engine::served);
            chat.hasText(System.nanoTime());
            leaves(chat);
            becomes(ITEMS, engine::inside);
        }

        Job ended = end(batch, id);
        assertTrue(ended.progress().gaveWay() > 3 * ITEMS, ended::toString);
        assertEquals(ITEMS, results(batch, id).stream().map(GivingWayTest::key).distinct().count());
    }

    @Test
    void atAnEngineThatTellsNeitherPlacesNorLoadNothingGivesWay() {
        engine = engine(Map.of()).silent();
        Batch batch = fixture.start("here", engine);
        JobId id = fill(batch);

        InFlight.Ticket chat = chat();

        assertEquals(0, end(batch, id).progress().gaveWay());
        becomes(1, engine::served);
        leaves(chat);
    }

    @Test
    void withoutChatsNothingGivesWay() {
        engine.taking(Duration.ofMillis(20));
        Batch batch = fixture.start("here", engine);

        Job ended = awaitEnd(batch, submit(batch, 200));

        assertEquals(0, ended.progress().gaveWay());
        assertEquals(200, engine.calls().size());
    }

    /// Its items end when the test says so.
    private static ScriptedEngine engine(Map<String, Object> args) {
        return new ScriptedEngine(
                        EngineSpecs.engine()
                                .ofKind(new Simulator())
                                .named("simulator")
                                .serving(Items.MODEL)
                                .withArgs(args)
                                .build())
                .withSlots(PLACES)
                .taking(Duration.ofDays(1));
    }

    private JobId fill(Batch batch) {
        JobId id = submit(batch, ITEMS);
        becomes(ITEMS, engine::inside);
        return id;
    }

    /// One that the engine has told of.
    private InFlight.Ticket chat() {
        InFlight.Ticket chat = engine.open().enter("simulator", "chat");
        engine.lineUp();
        chat.wasSent(System.nanoTime());
        chat.wasTaken(System.nanoTime());
        return chat;
    }

    private void leaves(InFlight.Ticket chat) {
        chat.close();
        engine.chatLeft();
    }

    private Job end(Batch batch, JobId id) {
        engine.taking(Duration.ZERO);
        Job ended = awaitEnd(batch, id);
        assertEquals(new Tally.Ended(ITEMS, 0, 0, 0), ended.tally().ended());
        return ended;
    }

    private static void becomes(int expected, IntSupplier value) {
        Eventually.becomes(LIMIT, value::getAsInt, found -> found == expected);
    }

    private static String key(Result result) {
        return result.subject().key();
    }

    private static JobId submit(Batch batch, int items) {
        return batch.jobs().submit(NewJob.whole(Items.job(), Items.items(items))).id();
    }
}

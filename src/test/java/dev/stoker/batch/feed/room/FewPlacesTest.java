package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.engine.Simulator;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import dev.stoker.testkit.EngineSpecs;
import dev.stoker.testkit.Engines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A [ChatRoom] of an engine with so few places that some are kept while chats come.
class FewPlacesTest {
    private static final JobId JOB =
            JobId.parse("01942d5a-0000-7000-8000-000000000001").orElseThrow();
    private static final int PLACES = 4;
    private static final int ALL = Integer.MAX_VALUE;
    private static final Duration TICK = Duration.ofMillis(200);
    private static final long NOW = Duration.ofMinutes(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long PROMPT = Duration.ofMillis(100).toNanos();

    private final InFlight open = new InFlight();
    private final Route.Serve engine =
            Engines.serve(
                    EngineSpecs.engine()
                            .ofKind(new Simulator())
                            .named("small")
                            .withArgs(Map.of("max-running", PLACES))
                            .build(),
                    1);
    private final List<AtEngine> items = new ArrayList<>();
    private final ChatRoom room = new ChatRoom(engine, open, items::size);

    @Test
    void whatWaitsInTheEngineGoesWithTheYoungestThatIsComputedWithoutAnyDelay() {
        send(6);

        sent(NOW);

        assertEquals(List.of(5L, 6L, 4L), going(NOW));
        assertTrue(room.keepsPlaces());
    }

    @Test
    void eachOfSeveralChatsGetsAPlaceAndOneItemStays() {
        send(6);

        for (int chat = 0; chat < 5; chat++) {
            sent(NOW);
        }

        assertEquals(List.of(5L, 6L, 4L, 3L, 2L), going(NOW));
        assertEquals(List.of(), going(NOW + SECOND));
    }

    @Test
    void theNextChatFindsThePlaceOfTheLastFree() {
        send(6);
        end(sent(NOW), NOW + 1);
        going(NOW);

        sent(NOW + SECOND / 2);

        assertEquals(List.of(), going(NOW + SECOND / 2));
    }

    @Test
    void chatsThatAreOverBeforeTheNextTurnKeepTheirPlaceToo() {
        send(6);
        end(sent(NOW), NOW);
        room.chatMoved();
        going(NOW + 2 * SECOND);

        assertEquals(PLACES - 1, items.size());
        assertTrue(room.keepsPlaces());
    }

    @Test
    void aChatThatGotItsTextMakesNobodyGiveWay() {
        InFlight.Ticket chat = sent(NOW);
        chat.wasTaken(NOW);
        chat.hasText(NOW);
        send(6);
        room.chatMoved();

        assertEquals(List.of(), going(NOW));
        assertFalse(room.keepsPlaces());
    }

    @Test
    void aChatWhosePromptTakesLongGetsNoSecondPlace() {
        send(6);
        sent(NOW).wasTaken(NOW);
        going(NOW);

        assertEquals(List.of(), going(NOW + 60 * SECOND));
    }

    @Test
    void noItemIsAddedWhileAChatWaitsForItsText() {
        send(PLACES);
        InFlight.Ticket chat = sent(NOW);
        chat.wasTaken(NOW);
        going(NOW);
        items.removeFirst();

        going(NOW + SECOND / 2);
        assertEquals(items.size(), room.most());
        assertEquals(Duration.ofMillis(100), room.pause(NOW + 9 * SECOND / 10, TICK));

        chat.hasText(NOW + SECOND / 2);
        going(NOW + SECOND / 2);
        assertEquals(PLACES - 1, room.most());
    }

    @Test
    void aChatWithoutTextHoldsItemsBackForASecondOnly() {
        send(PLACES);
        sent(NOW).wasTaken(NOW);
        going(NOW);
        items.removeFirst();

        going(NOW + SECOND);

        assertEquals(PLACES - 1, room.most());
    }

    @Test
    void itemsAreAddedOneAtATimeAndTheNextWhenItHasBeenRead() {
        send(PLACES);
        end(sent(NOW), NOW);
        going(NOW);
        items.subList(0, 2).clear();

        going(NOW);
        assertEquals(items.size() + 1, room.most());
        items.add(item(9, NOW));
        going(NOW + PROMPT - 1);
        assertEquals(items.size(), room.most());
        assertEquals(Duration.ofNanos(1), room.pause(NOW + PROMPT - 1, TICK));
        going(NOW + PROMPT);
        assertEquals(items.size() + 1, room.most());
    }

    @Test
    void aSecondAfterTheLastChatTheEngineIsTheBatchesAgain() {
        send(6);
        end(sent(NOW), NOW);
        going(NOW);
        assertTrue(room.minds());
        assertEquals(PLACES - 1, room.most());

        going(NOW + SECOND);

        assertEquals(ALL, room.most());
        assertFalse(room.keepsPlaces());
    }

    @Test
    void anItemIsAddedThoughNoneIsThereToEnd() {
        send(PLACES);
        sent(NOW).wasTaken(NOW);
        going(NOW);
        items.clear();

        going(NOW + SECOND);

        assertEquals(1, room.most());
    }

    @Test
    void withoutChatsNothingIsHeldBack() {
        send(6);

        assertEquals(List.of(), going(NOW));
        assertEquals(ALL, room.most());
        assertEquals(TICK, room.pause(NOW, TICK));
    }

    private void send(int count) {
        for (int sequence = 1; sequence <= count; sequence++) {
            items.add(item(sequence, sequence * SECOND));
        }
    }

    private InFlight.Ticket sent(long when) {
        InFlight.Ticket chat = open.enter(engine.name(), "chat");
        chat.wasSent(when);
        return chat;
    }

    /// After the room has seen that it waits.
    private void end(InFlight.Ticket chat, long now) {
        going(now);
        chat.wasTaken(now);
        chat.hasText(now);
        chat.close();
    }

    /// What goes is gone at once.
    private List<Long> going(long now) {
        List<AtEngine> going = room.makeRoom(() -> List.copyOf(items), now);
        items.removeAll(going);
        return going.stream().map(item -> item.claim().ref().sequence()).toList();
    }

    private static AtEngine item(long sequence, long sent) {
        Claim.Ref ref = new Claim.Ref(JOB, sequence, 1);
        return new AtEngine(new Claim(ref, new NewItem.Request("/", "{}"), 0, 0), sent);
    }
}

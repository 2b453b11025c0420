package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.MovableTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChatRoomTest {
    private static final JobId JOB =
            JobId.parse("01942d5a-0000-7000-8000-000000000001").orElseThrow();
    private static final int PLACES = 4;

    private final MovableTime time = new MovableTime();
    private final InFlight open = new InFlight();
    private final Route.Serve engine = Engines.ordered("ordered");
    private final ChatRoom room = new ChatRoom(engine, open);

    @Test
    void aChatThatFindsNoPlaceGetsThatOfTheYoungestItem() {
        fill(room);

        open.enter(engine.name(), "chat");

        assertEquals(List.of(4L), goingOf(6));
    }

    @Test
    void aChatIsMadeRoomForOnce() {
        fill(room);
        open.enter(engine.name(), "chat");
        goingOf(6);

        assertEquals(List.of(), goingOf(5));
    }

    @Test
    void eachOfSeveralChatsGetsAPlace() {
        fill(room);

        open.enter(engine.name(), "one");
        open.enter(engine.name(), "other");

        assertEquals(List.of(4L, 3L), goingOf(6));
    }

    @Test
    void whileAnEarlierChatHoldsAPlaceItemsHoldTheOthers() {
        open.enter(engine.name(), "earlier");
        goingOf(6);
        fill(room);

        open.enter(engine.name(), "chat");

        assertEquals(List.of(3L), goingOf(6));
    }

    @Test
    void aChatThatFoundAPlaceIsNoReasonLaterOn() {
        open.enter(engine.name(), "chat");
        goingOf(6);

        fill(room);

        assertEquals(List.of(), goingOf(6));
    }

    @Test
    void aChatThatLeftAgainNeedsNoPlace() {
        fill(room);

        open.enter(engine.name(), "chat").close();

        assertEquals(List.of(), goingOf(6));
    }

    @Test
    void requestsOfABatchAreNoChats() {
        fill(room);

        open.enter(engine.name(), "item", true);

        assertEquals(List.of(), goingOf(6));
    }

    @Test
    void nobodyGoesWhereChatsDoNotGoFirst() {
        Route.Serve unordered = Engines.unordered("unordered");
        ChatRoom itsRoom = new ChatRoom(unordered, open);

        fill(itsRoom);

        assertFalse(itsRoom.areTaken());
        fill(room);
        assertTrue(room.areTaken());
    }

    private void fill(ChatRoom filled) {
        for (int reading = 0; reading < 4; reading++) {
            EngineLoad load =
                    new EngineLoad(
                            OptionalInt.of(PLACES), OptionalInt.of(2), OptionalDouble.of(0.5));
            filled.read(load, 0, time.advance(Duration.ofMillis(250)));
        }
    }

    private List<Long> goingOf(int items) {
        List<AtEngine> there =
                LongStream.rangeClosed(1, items).mapToObj(ChatRoomTest::item).toList();
        return room.makeRoom(() -> there).stream()
                .map(item -> item.claim().ref().sequence())
                .toList();
    }

    private static AtEngine item(long sequence) {
        Claim.Ref ref = new Claim.Ref(JOB, sequence, 1);
        Claim claim = new Claim(ref, new NewItem.Request("/", "{}"), 0, 0);
        return new AtEngine(claim, Duration.ofSeconds(sequence).toNanos());
    }
}

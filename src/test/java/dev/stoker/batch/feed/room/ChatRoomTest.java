package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.engine.Simulator;
import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import dev.stoker.testkit.EngineSpecs;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.MovableTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChatRoomTest {
    private static final JobId JOB =
            JobId.parse("01942d5a-0000-7000-8000-000000000001").orElseThrow();

    /// Too many to keep some for chats.
    private static final int PLACES = 65;

    private static final long YOUNGEST = PLACES;
    private static final long NEXT = YOUNGEST - 1;
    private static final Duration TICK = Duration.ofMillis(200);
    private static final long NOW = Duration.ofMinutes(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long PATIENCE = Duration.ofMillis(20).toNanos();
    private static final long PROMPT = Duration.ofMillis(100).toNanos();

    private final MovableTime time = new MovableTime();
    private final InFlight open = new InFlight();
    private final Route.Serve engine = Engines.ordered("ordered");
    private int items = PLACES + 2;
    private ChatRoom room = new ChatRoom(engine, open, () -> items);

    @Test
    void aChatThatFindsNoPlaceGetsThatOfTheYoungestItem() {
        fill(room);

        taken("chat");

        assertEquals(List.of(YOUNGEST), going());
    }

    @Test
    void aChatIsMadeRoomForOnce() {
        fill(room);
        taken("chat");
        going();

        assertEquals(List.of(), going());
    }

    @Test
    void noPlaceIsGivenBeforeTheChatWasSent() {
        fill(room);

        open.enter(engine.name(), "chat");

        assertEquals(List.of(), going(NOW + 10 * PATIENCE));
    }

    @Test
    void noPlaceIsGivenBeforeTheEngineHasTheChatSinceAnotherItemWouldTakeIt() {
        fill(room);

        InFlight.Ticket chat = sent("chat");

        assertEquals(List.of(), going(NOW + PATIENCE / 2));
        assertEquals(Duration.ofNanos(PATIENCE / 2), room.pause(NOW + PATIENCE / 2, TICK));
        chat.wasTaken(NOW + PATIENCE / 2);
        assertEquals(List.of(YOUNGEST), going(NOW + PATIENCE / 2));
    }

    @Test
    void ofAnEngineThatTellsNothingOfTheChatThePlaceIsGivenAfterAWhile() {
        fill(room);

        sent("chat");

        assertEquals(List.of(YOUNGEST), going(NOW + PATIENCE));
        assertEquals(List.of(), going(NOW + 10 * PATIENCE));
        assertEquals(TICK, room.pause(NOW + 10 * PATIENCE, TICK));
    }

    @Test
    void aChatThatTheEngineHadOnlyAfterItsPlaceWasFreeGetsAnother() {
        fill(room);
        InFlight.Ticket chat = sent("chat");
        assertEquals(List.of(YOUNGEST), going(NOW + PATIENCE));

        chat.wasTaken(NOW + 2 * PATIENCE);

        assertEquals(List.of(), going(NOW + 2 * PATIENCE + PROMPT - 1));
        assertEquals(List.of(NEXT), going(NOW + 2 * PATIENCE + PROMPT));
        assertEquals(List.of(), going(NOW + 100 * PATIENCE));
    }

    @Test
    void aChatWhoseItemHadNoPlaceItselfGetsThatOfAnotherLater() {
        fill(room);
        taken("chat");
        assertEquals(List.of(YOUNGEST), going());

        assertEquals(List.of(), going(NOW + SECOND - 1));
        assertEquals(List.of(NEXT), going(NOW + SECOND));
        assertEquals(List.of(), going(NOW + 100 * SECOND));
    }

    @Test
    void whereChatsTookLongToBeReadTheSecondPlaceComesLater() {
        fill(room);
        InFlight.Ticket before = taken("before");
        assertEquals(List.of(YOUNGEST), going());
        before.hasText(NOW + 3 * SECOND);
        InFlight.Ticket chat = taken("chat");
        assertEquals(1, going().size());

        assertEquals(List.of(), going(NOW + 6 * SECOND - 1));
        assertEquals(1, going(NOW + 6 * SECOND).size());
        chat.close();
    }

    @Test
    void aChatWhoseTextComesNeedsNoOtherPlace() {
        fill(room);
        InFlight.Ticket chat = sent("chat");
        assertEquals(List.of(YOUNGEST), going(NOW + PATIENCE));

        chat.wasTaken(NOW + 2 * PATIENCE);
        chat.hasText(NOW);

        assertEquals(List.of(), going(NOW + 2 * PATIENCE + PROMPT));
    }

    @Test
    void eachOfSeveralChatsGetsAPlace() {
        fill(room);

        taken("one");
        taken("other");

        assertEquals(2, going().size());
    }

    @Test
    void aChatThatComesWhileAnItemIsTakenBackGetsThatOfAnother() {
        fill(room);
        taken("one");
        assertEquals(List.of(YOUNGEST), going());

        taken("other");

        List<AtEngine> staying =
                LongStream.rangeClosed(1, items)
                        .filter(sequence -> sequence != YOUNGEST)
                        .mapToObj(ChatRoomTest::item)
                        .toList();
        assertEquals(List.of(NEXT), sequences(room.makeRoom(() -> staying, NOW)));
    }

    @Test
    void aLongLineHidesNoPlace() {
        items = 200;
        fill(room);

        taken("chat");

        assertEquals(List.of(YOUNGEST), going());
    }

    @Test
    void whileAnEarlierChatHoldsAPlaceItemsHoldTheOthers() {
        taken("earlier").hasText(NOW);
        fill(room);

        taken("chat");

        assertEquals(List.of(NEXT), going());
    }

    @Test
    void aChatThatComesBeforeItIsKnownThatPlacesAreTakenGetsOneOnceItIs() {
        taken("chat");
        assertEquals(List.of(), going());

        fill(room);

        assertEquals(List.of(YOUNGEST), going());
    }

    @Test
    void aChatThatFoundAPlaceIsNoReasonLaterOn() {
        taken("chat").hasText(NOW);

        fill(room);

        assertEquals(List.of(), going());
    }

    @Test
    void aChatThatLeftAgainNeedsNoPlace() {
        fill(room);

        taken("chat").close();

        assertEquals(List.of(), going());
    }

    @Test
    void theFirstChatAtAnEngineWhoseFileTellsItsPlacesNeedsNoReading() {
        declare(PLACES);

        taken("chat");

        assertEquals(List.of(YOUNGEST), going());
    }

    @Test
    void whereFewerItemsAreThanPlacesNobodyGives() {
        declare(PLACES);
        items = PLACES - 1;

        taken("chat");

        assertEquals(List.of(), going());
    }

    @Test
    void chatsThatHoldPlacesCountAndThoseThatAskForOneDoNot() {
        declare(PLACES);
        items = PLACES - 1;
        taken("early").hasText(NOW);

        taken("chat");

        assertEquals(List.of(NEXT), going());
    }

    @Test
    void anEngineWhoseLoadCannotBeReadIsKnownByItsFile() {
        declare(PLACES);
        readNothing();

        taken("chat");

        assertEquals(List.of(YOUNGEST), going());
    }

    @Test
    void ofAnEngineThatTellsNeitherPlacesNorLoadNobodyGives() {
        readNothing();

        taken("chat");

        assertEquals(List.of(), going());
    }

    @Test
    void aReadingThatFailedDoesNotMakeOneForgetTheOthers() {
        fill(room);
        fill(room);

        readNothing();

        taken("chat");
        assertEquals(List.of(YOUNGEST), going());
    }

    @Test
    void requestsOfABatchAreNoChats() {
        fill(room);

        InFlight.Ticket item = open.enter(engine.name(), "item", true);
        item.wasSent(NOW);
        item.wasTaken(NOW);

        assertEquals(List.of(), going());
    }

    @Test
    void nobodyGoesWhereChatsDoNotGoFirst() {
        Route.Serve unordered = Engines.unordered("unordered");
        ChatRoom itsRoom = new ChatRoom(unordered, open, () -> items);

        fill(itsRoom);

        assertFalse(itsRoom.minds());
        fill(room);
        assertTrue(room.minds());
    }

    private InFlight.Ticket sent(String id) {
        InFlight.Ticket chat = open.enter(engine.name(), id);
        chat.wasSent(NOW);
        return chat;
    }

    private InFlight.Ticket taken(String id) {
        InFlight.Ticket chat = sent(id);
        chat.wasTaken(NOW);
        return chat;
    }

    /// From now on the engine's file tells its places.
    private void declare(int places) {
        Map<String, Object> args = Map.of("max-running", places);
        Route.Serve told =
                Engines.serve(
                        EngineSpecs.engine()
                                .ofKind(new Simulator())
                                .named("ordered")
                                .withArgs(args)
                                .build(),
                        1);
        room = new ChatRoom(told, open, () -> items);
    }

    private void fill(ChatRoom filled) {
        for (int reading = 0; reading < 4; reading++) {
            EngineLoad load =
                    new EngineLoad(
                            OptionalInt.of(PLACES),
                            OptionalInt.of(items - PLACES),
                            OptionalDouble.of(0.5));
            filled.read(load, 0, time.advance(Duration.ofMillis(250)));
        }
    }

    private void readNothing() {
        EngineLoad untold =
                new EngineLoad(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());
        room.read(untold, 0, time.advance(Duration.ofMillis(250)));
    }

    private List<Long> going() {
        return going(NOW);
    }

    private List<Long> going(long now) {
        return sequences(
                room.makeRoom(
                        () ->
                                LongStream.rangeClosed(1, items)
                                        .mapToObj(ChatRoomTest::item)
                                        .toList(),
                        now));
    }

    private static List<Long> sequences(List<AtEngine> going) {
        return going.stream().map(item -> item.claim().ref().sequence()).toList();
    }

    private static AtEngine item(long sequence) {
        Claim.Ref ref = new Claim.Ref(JOB, sequence, 1);
        Claim claim = new Claim(ref, new NewItem.Request("/", "{}"), 0, 0);
        return new AtEngine(claim, Duration.ofSeconds(sequence).toNanos());
    }
}

package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GivesWayTest {
    private static final JobId JOB =
            JobId.parse("01942d5a-0000-7000-8000-000000000001").orElseThrow();
    private static final long SECOND = 1_000_000_000;
    private static final int MOST_HANDED_OUT = 3;

    private final GivesWay givesWay = new GivesWay();

    @Test
    void theYoungestOfThoseThatHaveAPlaceGoes() {
        assertEquals(Optional.of(4L), next(eachASecond(6), 4));
    }

    @Test
    void whereNoneWaitsTheYoungestOfAllGoes() {
        assertEquals(Optional.of(6L), next(eachASecond(6), 8));
    }

    @Test
    void nobodyGoesWhereChatsHoldAllPlaces() {
        assertEquals(Optional.empty(), next(eachASecond(6), 0));
        assertEquals(Optional.empty(), next(eachASecond(6), -1));
    }

    @Test
    void whatWasSentTogetherWithTheFirstThatWaitsMayBeWaitingItself() {
        List<AtEngine> items = new ArrayList<>(eachASecond(3));
        items.add(item(4, 1, 3 * SECOND + 1));
        items.add(item(5, 1, 3 * SECOND + 2));

        assertEquals(Optional.of(2L), next(items, 4));
    }

    @Test
    void ofManySentAtOnceTheFirstGoes() {
        List<AtEngine> items =
                LongStream.rangeClosed(1, 16).mapToObj(number -> item(number, 1, number)).toList();

        assertEquals(Optional.of(1L), next(items, 8));
    }

    @Test
    void noneGoesTwiceInARow() {
        List<AtEngine> items = eachASecond(4);
        assertEquals(Optional.of(4L), next(items, 4));

        assertEquals(Optional.of(3L), next(items, 4));
        assertEquals(Optional.of(4L), next(items, 4));
    }

    @Test
    void anItemThatWasHandedOutOftenKeepsItsPlace() {
        List<AtEngine> items =
                List.of(item(1, 1, SECOND), item(2, 3, 2 * SECOND), item(3, 4, 3 * SECOND));

        assertEquals(Optional.of(2L), next(items, 3));
    }

    @Test
    void whereAllWereHandedOutOftenAllButTheOldestMayGo() {
        List<AtEngine> items =
                List.of(item(1, 4, SECOND), item(2, 5, 2 * SECOND), item(3, 4, 3 * SECOND));

        assertEquals(Optional.of(3L), next(items, 3));
        assertEquals(Optional.of(2L), next(items, 2));
        assertEquals(Optional.empty(), next(items, 1));
    }

    @Test
    void howeverManyChatsComeTheOldestKeepsItsPlace() {
        List<AtEngine> there = new ArrayList<>(eachASecond(3));
        Map<Long, Integer> times = new HashMap<>();

        for (int chat = 0; chat < 1_000; chat++) {
            long gone = next(there, 3).orElseThrow();
            there.removeIf(item -> item.claim().ref().sequence() == gone);
            int token = times.merge(gone, 1, Integer::sum) + 1;
            there.add(item(gone, token, (chat + 4) * SECOND));
        }

        AtEngine oldest = there.getFirst();
        assertEquals(MOST_HANDED_OUT, times.get(oldest.claim().ref().sequence()));
    }

    private Optional<Long> next(List<AtEngine> items, int held) {
        return givesWay.next(items, held).map(item -> item.claim().ref().sequence());
    }

    private static List<AtEngine> eachASecond(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> item(number, 1, number * SECOND))
                .toList();
    }

    private static AtEngine item(long sequence, int token, long sent) {
        Claim.Ref ref = new Claim.Ref(JOB, sequence, token);
        return new AtEngine(new Claim(ref, new NewItem.Request("/", "{}"), 0, 0), sent);
    }
}

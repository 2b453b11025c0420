package dev.stoker.inference.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Engines;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoundedLoadsTest {
    private final Map<String, Integer> open = new HashMap<>();
    private final BoundedLoads loads =
            new BoundedLoads(replica -> open.getOrDefault(replica.name(), 0));
    private final List<Replica> four = replicas("a", "b", "c", "d");

    @Test
    void withoutAPrefixTheLeastLoadedComesFirst() {
        open.putAll(Map.of("a", 3, "b", 1, "c", 2, "d", 9));

        assertEquals(List.of("b", "c", "a", "d"), names(OptionalInt.empty(), 0));
    }

    @Test
    void equalsTakeTurns() {
        long differentFirsts =
                IntStream.range(0, 100)
                        .mapToObj(turn -> names(OptionalInt.empty(), turn).getFirst())
                        .distinct()
                        .count();

        assertEquals(4, differentFirsts);
    }

    @Test
    void theSamePrefixFindsTheSameReplicaWhateverTheTurn() {
        List<String> order = names(OptionalInt.of(42), 0);

        assertEquals(order, names(OptionalInt.of(42), 1));
    }

    @Test
    void prefixesSpreadEvenly() {
        Map<String, Integer> shares = new HashMap<>();
        for (int prefix = 0; prefix < 10_000; prefix++) {
            shares.merge(names(OptionalInt.of(prefix * 31), 0).getFirst(), 1, Integer::sum);
        }

        assertTrue(
                shares.values().stream().allMatch(share -> share > 2300 && share < 2700),
                shares::toString);
    }

    @Test
    void anEngineThatLeavesMovesOnlyItsOwnPrefixes() {
        List<Replica> three = replicas("a", "b", "c");

        for (int prefix = 0; prefix < 1000; prefix++) {
            String before = names(OptionalInt.of(prefix), 0).getFirst();
            String after = loads.order(three, OptionalInt.of(prefix), 0).getFirst().name();

            assertTrue(before.equals(after) || before.equals("d"), before + " became " + after);
        }
    }

    @Test
    void anOverloadedHomeIsPassedOver() {
        String home = names(OptionalInt.of(7), 0).getFirst();
        open.put(home, 100);

        List<String> order = names(OptionalInt.of(7), 0);

        assertNotEquals(home, order.getFirst());
        assertEquals(home, order.getLast());
    }

    /// Of five open and one to come the even share of four is 1.5; 1.25 times that and four is
    /// 5.88.
    @Test
    void theBoundIsAQuarterAboveTheEvenShareAndFourMore() {
        String home = names(OptionalInt.of(7), 0).getFirst();
        open.put(home, 4);
        assertEquals(home, names(OptionalInt.of(7), 0).getFirst());

        open.put(home, 5);

        assertNotEquals(home, names(OptionalInt.of(7), 0).getFirst());
    }

    @Test
    void aThousandConversationsOfOnePromptLoadAllReplicasWithinTheBound() {
        for (int i = 0; i < 1000; i++) {
            open.merge(names(OptionalInt.of(7), i).getFirst(), 1, Integer::sum);
        }

        assertTrue(open.values().stream().allMatch(load -> load <= 317), open::toString);
        assertEquals(1000, open.values().stream().mapToInt(Integer::intValue).sum());
    }

    private List<String> names(OptionalInt prefix, int turn) {
        return loads.order(four, prefix, turn).stream().map(Replica::name).toList();
    }

    private static List<Replica> replicas(String... names) {
        return Stream.of(names)
                .map(name -> Engines.serve(Engines.spec(name, "m"), 1))
                .map(route -> new Replica(route, Instant.EPOCH))
                .toList();
    }
}

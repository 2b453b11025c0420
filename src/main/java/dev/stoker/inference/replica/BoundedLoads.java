package dev.stoker.inference.replica;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/// Orders replicas for one request: where its prompt's beginning is probably cached comes first,
/// unless that one is overloaded.
///
/// Who has a prefix is not remembered but computed: each prefix ranks all engines by a hash
/// (highest random weight), so that an engine that comes or goes moves only its own share of them.
/// Loads are bounded as in Mirrokni, Thorup, Zadimoghaddam, *Consistent Hashing with Bounded
/// Loads*: no engine takes more than 1.25 times its even share, and four more: at low load an even
/// share is less than one conversation, and a batch of a few costs an engine hardly more than one
/// request.
final class BoundedLoads {
    private static final double FACTOR = 1.25;
    private static final int SLACK = 4;

    private final ToIntFunction<Replica> load;

    /// @param load requests that a replica has open
    BoundedLoads(ToIntFunction<Replica> load) {
        this.load = load;
    }

    private record Weighed(Replica replica, int load, long weight) {}

    /// @param prefix of the prompt; without one the least loaded comes first
    /// @param turn any number that differs from request to request, so that equals take turns
    List<Replica> order(List<Replica> replicas, OptionalInt prefix, int turn) {
        List<Weighed> weighed = new ArrayList<>(replicas.size());
        int seed = prefix.orElse(turn);
        int total = 1;
        for (Replica replica : replicas) {
            int open = load.applyAsInt(replica);
            weighed.add(new Weighed(replica, open, weight(seed, replica.name())));
            total += open;
        }
        double bound = FACTOR * total / replicas.size() + SLACK;
        weighed.sort(prefix.isPresent() ? byPrefix(bound) : BY_LOAD);
        return weighed.stream().map(Weighed::replica).toList();
    }

    private static final Comparator<Weighed> BY_WEIGHT =
            Comparator.comparingLong(Weighed::weight).reversed();

    private static final Comparator<Weighed> BY_LOAD =
            Comparator.comparingInt(Weighed::load).thenComparing(BY_WEIGHT);

    private static Comparator<Weighed> byPrefix(double bound) {
        Comparator<Weighed> fits = Comparator.comparing(one -> one.load() + 1 > bound);
        return fits.thenComparing(
                (a, b) -> a.load() + 1 > bound ? BY_LOAD.compare(a, b) : BY_WEIGHT.compare(a, b));
    }

    /// Spreads the bits as the end of MurmurHash3 does.
    private static long weight(int seed, String name) {
        long bits = ((long) seed << Integer.SIZE) ^ (name.hashCode() * 0x9E37_79B9_7F4A_7C15L);
        bits = (bits ^ (bits >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        bits = (bits ^ (bits >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return bits ^ (bits >>> 33);
    }
}

package dev.stoker.batch.feed;

import static java.lang.System.Logger.Level.INFO;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.queue.ItemQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Claims the next items of a model, and keeps suspects apart.
///
/// An item during which the engine died once runs among the others. One during which it died twice
/// runs among fresh ones only: if the engine dies again, it is known why.
final class ClaimItems {
    private static final System.Logger LOG = System.getLogger(ClaimItems.class.getName());
    private static final int MOST = 256;
    private static final Duration AFTER_NONE = Duration.ofMillis(50);
    private static final Duration BETWEEN_SUSPECTS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final String model;
    private final ItemQueue queue;
    private final InFlight inFlight;
    private final Duration betweenLooks;
    private boolean more;
    private long nextClaim = System.nanoTime();
    private long nextSuspect = System.nanoTime();
    private long nextLook;

    ClaimItems(String model, ItemQueue queue, InFlight inFlight) {
        this(model, queue, inFlight, BETWEEN_LOOKS);
    }

    /// @param betweenLooks for what was handed out without anybody being told
    ClaimItems(String model, ItemQueue queue, InFlight inFlight, Duration betweenLooks) {
        this.model = model;
        this.queue = queue;
        this.inFlight = inFlight;
        this.betweenLooks = betweenLooks;
        this.nextLook = System.nanoTime() + betweenLooks.toNanos();
    }

    /// None for a moment after the line was found empty, however often it is asked.
    List<Claim> upTo(int room) {
        if (System.nanoTime() - nextClaim < 0) {
            return List.of();
        }
        releaseUnknown();
        int wanted = Math.min(room, MOST);
        List<Claim> claims = new ArrayList<>();
        if (inFlight.suspects() == 0) {
            claims.addAll(suspect());
        }
        boolean freshOnly = !claims.isEmpty() || inFlight.holdsRepeatedSuspect();
        claims.addAll(others(claims, wanted, freshOnly ? 0 : 1));
        more = claims.size() >= wanted;
        if (claims.isEmpty()) {
            nextClaim = System.nanoTime() + AFTER_NONE.toNanos();
        }
        return claims;
    }

    /// A suspect that was claimed is this feeder's, though the database went away behind it: its
    /// absence shows again at the next claim.
    private List<Claim> others(List<Claim> claimed, int wanted, int deaths) {
        try {
            return asked(() -> queue.claim(model, wanted - claimed.size(), deaths));
        } catch (DatabaseFailure e) {
            if (claimed.isEmpty()) {
                throw e;
            }
            return List.of();
        }
    }

    /// What a claim took that ended without an answer is known to the database alone.
    private List<Claim> asked(Supplier<List<Claim>> claim) {
        try {
            return claim.get();
        } catch (DatabaseFailure e) {
            nextLook = System.nanoTime();
            throw e;
        }
    }

    /// Also now and then: a server may commit long after its client has given it up.
    private void releaseUnknown() {
        if (System.nanoTime() - nextLook < 0) {
            return;
        }
        int items = queue.releaseUnknown(model);
        nextLook = System.nanoTime() + betweenLooks.toNanos();
        if (items > 0) {
            LOG.log(
                    INFO,
                    "items of unanswered claims taken back model={0} items={1}",
                    model,
                    items);
        }
    }

    /// Whether the last claim left items in the line.
    boolean more() {
        return more;
    }

    private List<Claim> suspect() {
        if (System.nanoTime() - nextSuspect < 0) {
            return List.of();
        }
        List<Claim> suspect = asked(() -> queue.claimSuspect(model).stream().toList());
        if (suspect.isEmpty()) {
            nextSuspect = System.nanoTime() + BETWEEN_SUSPECTS.toNanos();
        }
        return suspect;
    }
}

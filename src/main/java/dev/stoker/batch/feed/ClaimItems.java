package dev.stoker.batch.feed;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.queue.ItemQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Claims the next items of a model, and keeps suspects apart.
///
/// An item during which the engine died once runs among the others. One during which it died twice
/// runs among fresh ones only: if the engine dies again, it is known why.
final class ClaimItems {
    private static final int MOST = 256;
    private static final Duration AFTER_NONE = Duration.ofMillis(50);
    private static final Duration BETWEEN_SUSPECTS = Duration.ofSeconds(1);

    private final String model;
    private final ItemQueue queue;
    private final InFlight inFlight;
    private boolean more;
    private long nextClaim = System.nanoTime();
    private long nextSuspect = System.nanoTime();

    ClaimItems(String model, ItemQueue queue, InFlight inFlight) {
        this.model = model;
        this.queue = queue;
        this.inFlight = inFlight;
    }

    /// None for a moment after the line was found empty, however often it is asked.
    List<Claim> upTo(int room) {
        if (System.nanoTime() - nextClaim < 0) {
            return List.of();
        }
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
            return queue.claim(model, wanted - claimed.size(), deaths);
        } catch (DatabaseFailure e) {
            if (claimed.isEmpty()) {
                throw e;
            }
            return List.of();
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
        List<Claim> suspect = queue.claimSuspect(model).stream().toList();
        if (suspect.isEmpty()) {
            nextSuspect = System.nanoTime() + BETWEEN_SUSPECTS.toNanos();
        }
        return suspect;
    }
}

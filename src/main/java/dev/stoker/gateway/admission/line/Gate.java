package dev.stoker.gateway.admission.line;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The way to the engines of one model: who makes room calls in the next.
final class Gate {
    /// Clients that come again at once make an overload worse.
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final LongSupplier capacity;
    private final Rules rules;
    private final Line line;
    private volatile Duration lastWait = SOON;

    /// @param capacity tokens that the engines may have in work now
    Gate(Vertx vertx, LongSupplier capacity, Rules rules) {
        this.vertx = vertx;
        this.capacity = capacity;
        this.rules = rules;
        this.line = new Line(rules.longest());
    }

    void enter(Candidate candidate) {
        Waiting waiting = new Waiting(this, vertx, candidate);
        if (!line.arrive(waiting.place(), capacity.getAsLong())) {
            candidate.then().accept(new Turn.Refused(rules.full(lastWait)));
            return;
        }
        callNext();
        waiting.stay(rules);
    }

    void leave(Place place) {
        line.leave(place);
        callNext();
    }

    /// @return false where its turn had come before
    boolean giveUp(Place place) {
        boolean waited = line.giveUp(place);
        if (waited) {
            // it may have been too heavy, and the one behind it is not
            callNext();
        }
        return waited;
    }

    /// How long the last one waited, at least a second: the best guess for the next.
    Duration lastWait() {
        return lastWait;
    }

    void waited(Duration wait) {
        lastWait = wait.compareTo(SOON) > 0 ? wait : SOON;
    }

    int waiting() {
        return line.waiting();
    }

    private void callNext() {
        line.next(capacity.getAsLong()).forEach(place -> place.admitted().run());
    }
}

package dev.stoker.gateway.admission.line;

import dev.stoker.gateway.ApiError;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/// One request in the line; lives on its request's event loop.
final class Waiting {
    private final Gate gate;
    private final Vertx vertx;
    private final Context loop;
    private final Candidate candidate;
    private final Place place;
    private final long arrival = System.nanoTime();
    private boolean over;
    private long timer = -1;

    Waiting(Gate gate, Vertx vertx, Candidate candidate) {
        this.gate = gate;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.candidate = candidate;
        this.place = new Place(candidate.weight(), candidate.batch(), this::called);
    }

    Place place() {
        return place;
    }

    /// Waits, unless it was called at once.
    void stay(Rules rules) {
        if (over) {
            return;
        }
        long millis = Math.max(1, rules.patience().toMillis());
        timer = vertx.setTimer(millis, _ -> refuse(rules.tooLong(gate.lastWait())));
        candidate.response().closeHandler(_ -> giveUp(new Turn.Left()));
        candidate.response().exceptionHandler(_ -> giveUp(new Turn.Left()));
    }

    void refuse(ApiError error) {
        giveUp(new Turn.Refused(error));
    }

    /// By whoever made room, on whatever thread.
    private void called() {
        if (loop.equals(Vertx.currentContext())) {
            come();
        } else {
            loop.runOnContext(_ -> come());
        }
    }

    private void come() {
        if (candidate.response().closed()) {
            // the client left between its call and now, and will not be heard leaving again
            gate.leave(place);
            end(new Turn.Left());
            return;
        }
        gate.waited(Duration.ofNanos(System.nanoTime() - arrival));
        end(new Turn.Come(() -> gate.leave(place)));
    }

    /// One whose turn has just come goes in all the same.
    private void giveUp(Turn turn) {
        if (gate.giveUp(place)) {
            end(turn);
        }
    }

    private void end(Turn turn) {
        over = true;
        vertx.cancelTimer(timer);
        candidate.then().accept(turn);
    }
}

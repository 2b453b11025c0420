package dev.stoker.gateway.relay.count;

import dev.stoker.gateway.relay.answer.Delivery;
import dev.stoker.gateway.visit.Visit;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.replica.Replica;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The books of one request: where it is counted, and when it was where. Times are in nanoseconds.
public final class Tally {
    private final RelayMetrics metrics;
    private final InFlight inFlight;
    private final String path;
    private final Visit visit;
    private final long arrival = System.nanoTime();
    private long ready = arrival;
    private long sent;
    private long begun;
    private boolean hasText;
    private String engine = RelayMetrics.NO_ENGINE;
    private String model = RelayMetrics.NO_ENGINE;
    private InFlight.@Nullable Ticket ticket;

    public Tally(RelayMetrics metrics, InFlight inFlight, String path, Visit visit) {
        this.metrics = metrics;
        this.inFlight = inFlight;
        this.path = path;
        this.visit = visit;
        visit.trail().takes(path);
        metrics.opened();
    }

    /// The body was read, as far as it had to be.
    public void ready() {
        ready = System.nanoTime();
    }

    /// The request is that engine's now.
    public void goesTo(Replica replica) {
        engine = replica.name();
        model = replica.route().engine().model().name();
        ticket = inFlight.enter(engine, visit.requestId(), visit.isBatch());
        visit.sentTo(engine);
        visit.trail().goesTo(replica);
    }

    /// The engine has the request.
    public void sent() {
        sent = System.nanoTime();
        if (ticket != null) {
            ticket.wasSent(sent);
        }
    }

    /// The engine began to answer.
    public void begun() {
        begun = System.nanoTime();
        if (ticket != null) {
            ticket.wasTaken(begun);
        }
    }

    /// Something came; after the answer has begun, it is the answer's.
    public void heard() {
        if (!hasText && begun != 0 && ticket != null) {
            hasText = true;
            ticket.hasText(System.nanoTime());
        }
    }

    /// The engine is done with the request.
    public void leavesEngine() {
        if (ticket != null) {
            ticket.close();
        }
    }

    /// From the body's arrival to its departure.
    public long overhead() {
        return sent - ready;
    }

    public long engineTime() {
        return begun - sent;
    }

    /// The client got an answer of Stoker's own, or none.
    public void closed(int status) {
        leavesEngine();
        visit.ended(status);
        metrics.closed(path, engine, status);
    }

    /// The client got the engine's answer, or a part of it.
    ///
    /// @param status as it is counted
    /// @param delivery empty where no answer had begun
    public void closed(int status, Optional<Delivery> delivery) {
        delivery.ifPresent(part -> {
            if (part.pace().hasBegun()) {
                visit.answered(part.pace().first());
            }
            visit.passed(part.uncounted());
            part.usage().ifPresent(usage -> visit.used(usage.prompt(), usage.completion()));
        });
        closed(status);
        delivery.ifPresent(part -> {
            metrics.overhead(path, overhead());
            if (part.pace().hasBegun()) {
                metrics.firstByte(path, engine, part.pace().first() - arrival);
                metrics.tokens(model, part);
            }
        });
    }
}

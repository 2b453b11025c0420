package dev.stoker.gateway.relay;

import static java.util.Objects.requireNonNull;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.answer.Answer;
import dev.stoker.gateway.relay.answer.SilenceAlarm;
import dev.stoker.gateway.relay.count.Tally;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.gateway.relay.intake.Reception;
import dev.stoker.gateway.relay.wire.EngineReply;
import dev.stoker.inference.replica.Replica;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request's way to an engine and back; lives on one event loop.
///
/// A replica that refuses, or fails before it answers, is followed by the next, while the whole
/// body is at hand; a request in whose middle two engines died is not given to a third. Once a byte
/// of an answer was passed on there is no other. Whichever end breaks, the other learns at once.
final class Journey implements Attempt.Listener, SilenceAlarm.Listener, Answer.Listener {
    /// nginx's status for a client that left, in metrics only.
    static final int CLIENT_LEFT = 499;

    private static final int UNAVAILABLE = 503;
    private static final int MOST_DEATHS = 2;

    private final Equipment equipment;
    private final Parcel parcel;
    private final Tally tally;
    private final Iterator<Replica> replicas;
    private final ClientSide client;
    private final Reception reception;
    private @Nullable SilenceAlarm alarm;
    private Intake.@Nullable Beginning body;
    private @Nullable Errand errand;
    private @Nullable Attempt attempt;
    private int deaths;
    private boolean over;

    /// @param replicas in the order in which they are asked, at least one
    Journey(
            Equipment equipment,
            Parcel parcel,
            Tally tally,
            Intake.Beginning body,
            List<Replica> replicas) {
        this.equipment = equipment;
        this.parcel = parcel;
        this.tally = tally;
        this.body = body;
        this.reception = body.reception();
        this.replicas = replicas.iterator();
        this.client = new ClientSide(equipment, parcel, body.traits().stream().orElse(false));
    }

    void start() {
        client.ifLeft(this::clientLeft);
        Duration silence = equipment.settings().engineSilence();
        alarm = SilenceAlarm.set(equipment.vertx(), silence, client.pulse(), this);
        goOn();
    }

    private void goOn() {
        Replica replica = replicas.next();
        tally.goesTo(replica);
        Letter letter = Letter.to(replica, parcel, requireNonNull(body));
        errand = letter.errand();
        attempt = new Attempt(letter, parcel.request(), equipment, this);
        attempt.start();
    }

    @Override
    public void sent() {
        tally.sent();
        if (!mayGoOn()) {
            letGoOfBody();
        }
    }

    @Override
    public void heard(long now) {
        requireNonNull(alarm).heard(now);
        tally.heard();
    }

    @Override
    public void failed(Attempt.Failure failure, Throwable cause) {
        parcel.visit().trail().broke(cause);
        equipment.replicas().failed(replica());
        if (failure == Attempt.Failure.BROKEN) {
            deaths++;
        }
        if (mayGoOn() && deaths < MOST_DEATHS) {
            askTheNext();
        } else {
            fail(requireNonNull(errand).unreachable(cause));
        }
    }

    @Override
    public void answered(EngineReply begun) {
        heard(System.nanoTime());
        parcel.visit().trail().replied(begun.status());
        if (begun.status() != UNAVAILABLE) {
            equipment.replicas().answered(replica());
        } else {
            equipment.replicas().failed(replica());
            if (mayGoOn()) {
                requireNonNull(attempt).abandon();
                askTheNext();
                return;
            }
        }
        letGoOfBody();
        tally.begun();
        requireNonNull(alarm).pulse(client.give(begun, requireNonNull(errand), tally, this));
    }

    @Override
    public void stillWaiting() {
        client.stillWaiting();
    }

    @Override
    public void complete() {
        if (end()) {
            tally.closed(parcel.request().response().getStatusCode(), client.delivery());
        }
    }

    @Override
    public void died() {
        fail(requireNonNull(errand).died());
    }

    @Override
    public void silent() {
        equipment.replicas().failed(replica());
        fail(requireNonNull(errand).silent(equipment.settings().engineSilence()));
    }

    @Override
    public void fail(ApiError error) {
        if (end()) {
            parcel.visit().trail().refused(error);
            abandonEngine();
            client.tell(error);
            tally.closed(error.status(), client.delivery());
        }
    }

    @Override
    public void clientLeft() {
        if (end()) {
            abandonEngine();
            tally.closed(CLIENT_LEFT, client.delivery());
        }
    }

    private void askTheNext() {
        tally.leavesEngine();
        heard(System.nanoTime());
        goOn();
    }

    /// Whether another replica may be asked with the same body.
    private boolean mayGoOn() {
        return !over && body != null && body.whole() && replicas.hasNext();
    }

    private void abandonEngine() {
        client.abandon();
        if (attempt != null) {
            attempt.abandon();
        }
    }

    /// @return whether this is the first end
    private boolean end() {
        boolean first = !over;
        over = true;
        requireNonNull(alarm).stop();
        reception.received();
        letGoOfBody();
        return first;
    }

    /// Nobody will need it again: its memory is free for others while the answer takes its time.
    private void letGoOfBody() {
        reception.release();
        body = null;
    }

    private Replica replica() {
        return requireNonNull(errand).replica();
    }
}

package dev.stoker.gateway.relay;

import static java.util.Objects.requireNonNull;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.answer.Answer;
import dev.stoker.gateway.relay.answer.BrokenAnswer;
import dev.stoker.gateway.relay.answer.Delivery;
import dev.stoker.gateway.relay.answer.Head;
import dev.stoker.gateway.relay.answer.SilenceAlarm;
import dev.stoker.gateway.relay.fold.StreamedRequest;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.gateway.relay.intake.Reception;
import dev.stoker.inference.replica.Replica;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One request's way to an engine and back; lives on one event loop.
///
/// A replica that refuses, or fails before it answers, is followed by the next, while the whole
/// body is at hand; a request in whose middle two engines died is not given to a third. Once a byte
/// of an answer was passed on there is no other. Whichever end breaks first, the other learns of it
/// at once.
final class Journey implements Attempt.Listener, SilenceAlarm.Listener, Answer.Listener {
    /// nginx's status for a client that left, in metrics only.
    static final int CLIENT_LEFT = 499;

    private static final int UNAVAILABLE = 503;
    private static final int MOST_DEATHS = 2;

    private final Equipment equipment;
    private final Parcel parcel;
    private final Tally tally;
    private final Iterator<Replica> replicas;
    private final HttpServerResponse response;
    private final boolean wantsEvents;
    private final Reception reception;
    private @Nullable SilenceAlarm alarm;
    private Intake.@Nullable Beginning body;
    private @Nullable Errand errand;
    private @Nullable Attempt attempt;
    private @Nullable Answer answer;
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
        this.response = parcel.request().response();
        this.wantsEvents = body.traits().stream().orElse(false);
    }

    void start() {
        response.closeHandler(_ -> clientLeft());
        response.exceptionHandler(_ -> clientLeft());
        Duration pulse = wantsEvents ? equipment.settings().keepAlive() : Duration.ZERO;
        alarm =
                SilenceAlarm.set(
                        equipment.vertx(), equipment.settings().engineSilence(), pulse, this);
        goOn();
    }

    private void goOn() {
        Replica replica = replicas.next();
        tally.goesTo(replica);
        Intake.Beginning asked = requireNonNull(body);
        Optional<Buffer> streamed = streamed(replica, asked);
        errand =
                Errand.of(
                        replica,
                        parcel,
                        streamed.map(one -> OptionalInt.of(one.length()))
                                .orElseGet(OptionalInt::empty));
        attempt = new Attempt(errand, parcel.request(), equipment.room().limits(), this);
        attempt.start(equipment.clients().current(), streamed.map(asked::with).orElse(asked));
    }

    /// The body as that of a stream, where the engine would not notice otherwise that its client
    /// left.
    private Optional<Buffer> streamed(Replica replica, Intake.Beginning asked) {
        return replica.route().engine().dialect().cancelsOnlyStreams() && asked.whole()
                ? StreamedRequest.of(parcel.path().path(), asked.held().getBytes())
                        .map(Buffer::buffer)
                : Optional.empty();
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
    }

    @Override
    public void failed(Attempt.Failure failure, Throwable cause) {
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
    public void answered(HttpClientResponse begun) {
        heard(System.nanoTime());
        if (begun.statusCode() != UNAVAILABLE) {
            equipment.replicas().answered(replica());
        } else {
            equipment.replicas().failed(replica());
            if (mayGoOn()) {
                begun.exceptionHandler(_ -> {});
                requireNonNull(attempt).abandon();
                askTheNext();
                return;
            }
        }
        letGoOfBody();
        tally.begun();
        pass(begun);
    }

    @Override
    public void stillWaiting() {
        if (answer != null) {
            answer.keepAlive();
        } else if (response.headWritten()) {
            Head.keepAlive(response);
        } else if (wantsEvents) {
            Head.beginEarly(parcel.request(), parcel.id());
        }
    }

    @Override
    public void complete() {
        if (end()) {
            tally.closed(response.getStatusCode(), requireNonNull(answer).delivery());
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
    public void bodyRefused(ApiError error) {
        fail(error);
    }

    @Override
    public void clientLeft() {
        if (end()) {
            abandonEngine();
            close(CLIENT_LEFT);
        }
    }

    private void pass(HttpClientResponse begun) {
        Head head =
                new Head(
                        begun, parcel.request(), parcel.id(), tally.overhead(), tally.engineTime());
        answer = new Reply(equipment, parcel, requireNonNull(errand), head, this).choose();
        if (head.isEvents()) {
            requireNonNull(alarm).pulse(equipment.settings().keepAlive());
        }
        answer.begin();
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

    private void fail(ApiError error) {
        if (!end()) {
            return;
        }
        abandonEngine();
        if (!response.headWritten()) {
            equipment.refusals().send(parcel.request(), parcel.id(), error);
        } else if (answer != null) {
            answer.breakOff(error);
        } else {
            BrokenAnswer.endEvents(parcel.request(), null, error.body());
        }
        close(error.status());
    }

    private void close(int status) {
        if (answer == null) {
            tally.closed(status);
        } else {
            Delivery delivery = answer.delivery();
            tally.closed(status, delivery);
        }
    }

    private void abandonEngine() {
        if (answer != null) {
            answer.abandon();
        }
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

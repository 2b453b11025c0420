package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.answer.Answer;
import dev.stoker.gateway.relay.answer.BrokenAnswer;
import dev.stoker.gateway.relay.answer.Delivery;
import dev.stoker.gateway.relay.answer.Head;
import dev.stoker.gateway.relay.count.Tally;
import dev.stoker.gateway.relay.wire.EngineReply;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the client of one request is told, and when; lives on one event loop.
final class ClientSide {
    private final Equipment equipment;
    private final Parcel parcel;
    private final HttpServerResponse response;
    private final boolean wantsEvents;
    private @Nullable Answer answer;

    /// @param wantsEvents whether the request asks for a stream
    ClientSide(Equipment equipment, Parcel parcel, boolean wantsEvents) {
        this.equipment = equipment;
        this.parcel = parcel;
        this.response = parcel.request().response();
        this.wantsEvents = wantsEvents;
    }

    void ifLeft(Runnable action) {
        response.closeHandler(_ -> action.run());
        response.exceptionHandler(_ -> action.run());
    }

    /// How often it should hear something before there is an answer; zero for never.
    Duration pulse() {
        return wantsEvents ? equipment.settings().keepAlive() : Duration.ZERO;
    }

    /// Nothing came from the engine for a while.
    void stillWaiting() {
        if (answer != null) {
            answer.keepAlive();
        } else if (response.headWritten()) {
            Head.keepAlive(response);
        } else if (wantsEvents) {
            Head.beginEarly(parcel.request(), parcel.id());
        }
    }

    /// Gives it the engine's answer from now on.
    ///
    /// @return how often it should hear something from now on
    Duration give(EngineReply begun, Errand errand, Tally tally, Answer.Listener listener) {
        Head head =
                new Head(
                        begun, parcel.request(), parcel.id(), tally.overhead(), tally.engineTime());
        Duration pulse = head.isEvents() ? equipment.settings().keepAlive() : Duration.ZERO;
        answer = new Reply(equipment, parcel, errand, head, listener).choose();
        answer.begin();
        return pulse;
    }

    /// Tells it what went wrong, in the way that is left.
    void tell(ApiError error) {
        if (!response.headWritten()) {
            equipment.refusals().send(parcel.request(), parcel.id(), error);
        } else if (answer != null) {
            answer.breakOff(error);
        } else {
            BrokenAnswer.endEvents(parcel.request(), null, error.body());
        }
    }

    /// Nothing is passed any more.
    void abandon() {
        if (answer != null) {
            answer.abandon();
        }
    }

    /// What it got of an engine's answer, if anything.
    Optional<Delivery> delivery() {
        return Optional.ofNullable(answer).map(Answer::delivery);
    }
}

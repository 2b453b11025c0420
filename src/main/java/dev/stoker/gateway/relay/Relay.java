package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ErrorMapping;
import dev.stoker.gateway.admission.Outcome;
import dev.stoker.gateway.admission.Pass;
import dev.stoker.gateway.relay.count.RelayMetrics;
import dev.stoker.gateway.relay.count.Tally;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.gateway.relay.intake.PromptPrefix;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import dev.stoker.inference.replica.Replica;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Passes requests to the engines of their model; runs on event loops and never blocks them.
final class Relay {
    private final Equipment equipment;
    private final EngineRouter router;
    private final InFlight inFlight;
    private final RelayMetrics metrics;

    Relay(Equipment equipment, EngineRouter router, InFlight inFlight, RelayMetrics metrics) {
        this.equipment = equipment;
        this.router = router;
        this.inFlight = inFlight;
        this.metrics = metrics;
    }

    void handle(Parcel parcel) {
        Intake.read(equipment.vertx(), parcel.request(), equipment.room(), passage(parcel));
    }

    /// For an answer that an engine keeps.
    void handleKept(Parcel parcel, String answer) {
        passage(parcel)
                .toOrigin(
                        answer, Intake.skip(equipment.vertx(), parcel.request(), equipment.room()));
    }

    private Passage passage(Parcel parcel) {
        return new Passage(
                parcel, new Tally(metrics, inFlight, parcel.path().path(), parcel.visit()));
    }

    private static ApiError noSuchAnswer(String answer) {
        return ApiError.invalid(
                404, "response_not_found", "No engine is known to keep '%s'.".formatted(answer));
    }

    /// One request's way to the engines that it may ask.
    private final class Passage implements Intake.Listener {
        private final Parcel parcel;
        private final Tally tally;

        Passage(Parcel parcel, Tally tally) {
            this.parcel = parcel;
            this.tally = tally;
        }

        @Override
        public void ready(Intake.Beginning body) {
            tally.ready();
            body.model()
                    .or(router::defaultModel)
                    .ifPresentOrElse(
                            model -> admit(model, body),
                            () -> refuse(ErrorMapping.modelMissing(), body));
        }

        private void admit(String model, Intake.Beginning body) {
            parcel.visit()
                    .admit(
                            model,
                            () -> body.held().bytes(),
                            outcome -> {
                                switch (outcome) {
                                    case Pass _ -> route(model, body);
                                    case Outcome.Refused(ApiError error) -> refuse(error, body);
                                    case Outcome.Left _ -> left(body);
                                }
                            });
        }

        private void route(String model, Intake.Beginning body) {
            router.wanted(model);
            List<Replica> replicas =
                    body.traits()
                            .previousResponse()
                            .flatMap(this::origin)
                            .map(List::of)
                            .orElseGet(() -> equipment.replicas().of(model, PromptPrefix.of(body)));
            if (replicas.isEmpty()) {
                Route route = router.route(model);
                ErrorMapping.refusal(route, model)
                        .ifPresentOrElse(
                                error -> refuse(error, body),
                                // it became ready this moment
                                () -> route(model, body));
            } else {
                start(replicas, body);
            }
        }

        /// The engine that made that answer goes on from it; any other has never heard of it.
        private Optional<Replica> origin(String answer) {
            return equipment.origins().of(answer).flatMap(equipment.replicas()::named);
        }

        void toOrigin(String answer, Intake.Beginning body) {
            tally.ready();
            origin(answer)
                    .or(() -> router.defaultModel().flatMap(this::only))
                    .ifPresentOrElse(
                            replica -> start(List.of(replica), body),
                            () -> refuse(noSuchAnswer(answer), body));
        }

        private Optional<Replica> only(String model) {
            return router.engines().size() == 1
                    ? equipment.replicas().of(model, OptionalInt.empty()).stream().findFirst()
                    : Optional.empty();
        }

        private void start(List<Replica> replicas, Intake.Beginning body) {
            new Journey(equipment, parcel, tally, body, replicas).start();
        }

        private void refuse(ApiError error, Intake.Beginning body) {
            letGo(body);
            refused(error);
        }

        private void left(Intake.Beginning body) {
            letGo(body);
            left();
        }

        private static void letGo(Intake.Beginning body) {
            body.reception().received();
            body.reception().release();
        }

        @Override
        public void refused(ApiError error) {
            parcel.visit().trail().refused(error);
            equipment.refusals().send(parcel.request(), parcel.id(), error);
            tally.closed(error.status());
        }

        @Override
        public void left() {
            tally.closed(Journey.CLIENT_LEFT);
        }
    }
}

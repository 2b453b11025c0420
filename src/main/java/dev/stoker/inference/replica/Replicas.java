package dev.stoker.inference.replica;

import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/// The ready engines of a model, in the order in which a request should ask them.
///
/// Loads are Stoker's own live counts, batches included: engines listen on loopback, and nobody but
/// Stoker talks to them.
public final class Replicas {
    private final EngineRouter router;
    private final BoundedLoads loads;
    private final SetAside aside;
    private final AtomicInteger turn = new AtomicInteger();

    public Replicas(EngineRouter router, InFlight inFlight, InstantSource clock) {
        this.router = router;
        this.loads = new BoundedLoads(replica -> inFlight.of(replica.name()));
        this.aside = new SetAside(clock);
    }

    /// All that are ready; those that failed lately come last, as a last resort.
    ///
    /// @param prefix a hash of the prompt's beginning, where it is long enough to be worth finding
    ///   again
    public List<Replica> of(String model, OptionalInt prefix) {
        List<Replica> ready = ready(model);
        if (ready.size() < 2) {
            return ready;
        }
        List<Replica> ordered = loads.order(ready, prefix, turn.getAndIncrement());
        return aside.isEmpty() ? ordered : trustedFirst(ordered);
    }

    /// What it may be given now, as it fared with chats and batches.
    public Trust trust(Replica replica) {
        return aside.trust(replica);
    }

    /// A request goes there; if it failed before, others wait until it is known how this one fares.
    public void tried(Replica replica) {
        aside.tried(replica);
    }

    /// That engine, while it is ready.
    public Optional<Replica> named(String engine) {
        return router.engines().stream()
                .filter(one -> one.spec().name().equals(engine))
                .flatMap(one -> replica(one).stream())
                .findFirst();
    }

    /// The replica gave an answer, even one that refuses.
    public void answered(Replica replica) {
        aside.answered(replica);
    }

    /// The replica gave none, or said that it cannot now.
    public void failed(Replica replica) {
        aside.failed(replica);
    }

    /// All that are ready, in the order of the engines.
    public List<Replica> ready(String model) {
        List<Replica> ready = new ArrayList<>();
        for (EngineSnapshot engine : router.engines()) {
            if (engine.spec().serves(model)) {
                replica(engine).ifPresent(ready::add);
            }
        }
        return ready;
    }

    private static Optional<Replica> replica(EngineSnapshot engine) {
        return engine.state() instanceof EngineState.Ready(var since)
                ? engine.endpoint()
                        .map(endpoint -> new Route.Serve(engine.spec(), engine.run(), endpoint))
                        .map(route -> new Replica(route, since))
                : Optional.empty();
    }

    private List<Replica> trustedFirst(List<Replica> ordered) {
        List<Replica> trusted = new ArrayList<>(ordered);
        List<Replica> doubted = new ArrayList<>();
        trusted.removeIf(replica -> aside.contains(replica) && doubted.add(replica));
        trusted.addAll(doubted);
        aside.tried(trusted.getFirst());
        return trusted;
    }
}

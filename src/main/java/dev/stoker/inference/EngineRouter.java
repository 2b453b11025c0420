package dev.stoker.inference;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Model;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Answers what can be done now with a request for a model.
///
/// The only reader of engine states on behalf of requests, so that readiness and a 503 cannot
/// disagree.
public final class EngineRouter {
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(60);
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final Duration UNKNOWN_WAIT = Duration.ofSeconds(5);

    private final Supplier<List<EngineSnapshot>> engines;
    private final InstantSource clock;
    private final Consumer<String> wanted;

    public EngineRouter(Supplier<List<EngineSnapshot>> engines, InstantSource clock) {
        this(engines, clock, _ -> {});
    }

    /// @param wanted is told the name of each engine that a request is for
    public EngineRouter(
            Supplier<List<EngineSnapshot>> engines, InstantSource clock, Consumer<String> wanted) {
        this.engines = engines;
        this.clock = clock;
        this.wanted = wanted;
    }

    /// A request for that model came: its engines wake if they sleep, and do not fall asleep.
    public void wanted(String model) {
        for (EngineSnapshot engine : engines.get()) {
            if (engine.spec().serves(model)) {
                wanted.accept(engine.spec().name());
            }
        }
    }

    /// The best that any engine of that name offers: a ready one before one to wait for, before a
    /// broken one.
    public Route route(String model) {
        List<EngineSnapshot> all = engines.get();
        return all.stream()
                .filter(engine -> engine.spec().serves(model))
                .map(this::routeTo)
                .min(Comparator.comparingInt(EngineRouter::rank))
                .orElseGet(() -> new Route.Unknown(List.copyOf(servedNames().keySet())));
    }

    /// All that serve the model now, under any of its names.
    public List<Route.Serve> ready(String model) {
        return engines.get().stream()
                .filter(engine -> engine.spec().serves(model))
                .map(this::routeTo)
                .filter(Route.Serve.class::isInstance)
                .map(Route.Serve.class::cast)
                .toList();
    }

    /// What clients may write in `model`, each with the model's own name, in the order of the
    /// engines.
    public Map<String, String> servedNames() {
        Map<String, String> names = new LinkedHashMap<>();
        for (EngineSnapshot engine : engines.get()) {
            Model model = engine.spec().model();
            if (engine.spec().isDaemon()) {
                continue;
            }
            model.servedNames().forEach(name -> names.putIfAbsent(name, model.name()));
        }
        return names;
    }

    /// What answers under that name: the repository and its pinned commit. Empty where no commit is
    /// pinned, or the weights are dummies: then equal requests need not have equal answers.
    public Optional<String> weights(String model) {
        return engines.get().stream()
                .map(EngineSnapshot::spec)
                .filter(spec -> spec.serves(model))
                .map(EngineSpec::model)
                .findFirst()
                .filter(served -> !served.dummy())
                .flatMap(served ->
                        served.revision()
                                .filter(COMMIT.asMatchPredicate())
                                .map(commit -> served.path() + "@" + commit));
    }

    /// All engines, for listings.
    public List<EngineSnapshot> engines() {
        return engines.get();
    }

    /// The model of a request that names none, which is clear only where all engines have one.
    public Optional<String> defaultModel() {
        List<String> models =
                engines.get().stream()
                        .filter(engine -> !engine.spec().isDaemon())
                        .map(engine -> engine.spec().model().name())
                        .distinct()
                        .toList();
        return models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty();
    }

    private Route routeTo(EngineSnapshot engine) {
        return switch (engine.state()) {
            case EngineState.Ready _ ->
                    new Route.Serve(engine.spec(), engine.run(), engine.endpoint().orElseThrow());
            case EngineState.Starting starting ->
                    new Route.Wait(
                            retryAfter(starting.timeLeft()),
                            starting.phase(),
                            starting.percent(),
                            starting.timeLeft());
            case EngineState.BackingOff(var crash, Instant until) ->
                    waitFor("restarting after " + crash.cause().label(), until);
            case EngineState.Sleeping _ -> waking(engine);
            case EngineState.Draining(_, Instant deadline) -> waitFor("draining", deadline);
            case EngineState.Stopped _ -> new Route.Broken("stopped", "the engine was stopped");
            case EngineState.Failed(var crash) -> broken(crash.cause(), crash.detail());
        };
    }

    private static Route waking(EngineSnapshot engine) {
        Map<Task, Duration> took = engine.history().took();
        Task task = engine.endpoint().isPresent() ? Task.WAKE : Task.START;
        Optional<Duration> usual = Optional.ofNullable(took.get(task));
        return new Route.Wait(retryAfter(usual), "waking up", 0, usual);
    }

    private Route waitFor(String phase, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return new Route.Wait(retryAfter(Optional.of(left)), phase, 0, Optional.empty());
    }

    private static Route broken(CrashCause cause, String detail) {
        return new Route.Broken(cause.label(), detail);
    }

    private static Duration retryAfter(Optional<Duration> timeLeft) {
        Duration wait = timeLeft.orElse(UNKNOWN_WAIT);
        if (wait.compareTo(SOONEST) < 0) {
            return SOONEST;
        }
        return wait.compareTo(LATEST) > 0 ? LATEST : wait;
    }

    private static int rank(Route route) {
        return switch (route) {
            case Route.Serve _ -> 0;
            case Route.Wait _ -> 1;
            case Route.Broken _ -> 2;
            case Route.Unknown _ -> 3;
        };
    }
}

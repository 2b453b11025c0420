package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.EngineState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Makes a running fleet what new descriptions say, touching only the engines that they change.
///
/// Engines that must go or be launched otherwise drain first, side by side; what is launched comes
/// after the last of them is gone, since it may want their GPUs.
public final class Redescription {
    private static final Duration FOREVER = Duration.ofDays(1);

    /// What becomes of one engine.
    public enum Effect {
        UNCHANGED,
        /// In force without a restart.
        ADJUSTED,
        RESTARTED,
        ADDED,
        REMOVED;

        /// The word for it in answers and logs.
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Roster roster;
    private final LaunchComparison launches;
    private final Set<String> retiring = ConcurrentHashMap.newKeySet();

    Redescription(Roster roster, LaunchComparison launches) {
        this.roster = roster;
        this.launches = launches;
    }

    /// Returns at once; draining and launching go on behind it.
    ///
    /// @param mayStart whether engines may still be started when that is over
    synchronized Map<String, Effect> apply(List<EngineSpec> specs, BooleanSupplier mayStart) {
        Map<String, Effect> effects = new LinkedHashMap<>();
        for (EngineSpec spec : specs) {
            effects.put(spec.name(), describe(spec));
        }
        for (String name : roster.names()) {
            if (!effects.containsKey(name)) {
                effects.put(name, Effect.REMOVED);
                retiring.add(name);
            }
        }
        List<Supervisor> going = members(effects, Effect.REMOVED, Effect.RESTARTED);
        List<Supervisor> coming = members(effects, Effect.RESTARTED, Effect.ADDED);
        going.forEach(Supervisor::stop);
        Thread.ofVirtual().name("redescription").start(() -> finish(going, coming, mayStart));
        return effects;
    }

    private Effect describe(EngineSpec spec) {
        if (roster.find(spec.name()).isEmpty()) {
            roster.add(spec);
            return Effect.ADDED;
        }
        Supervisor member = roster.find(spec.name()).get();
        EngineSpec old = member.described();
        member.describe(spec);
        if (retiring.remove(spec.name())) {
            return Effect.RESTARTED;
        }
        if (old.equals(spec)) {
            return Effect.UNCHANGED;
        }
        boolean stopped = member.snapshot().state() instanceof EngineState.Stopped;
        return stopped || launches.alike(old, spec) ? Effect.ADJUSTED : Effect.RESTARTED;
    }

    private List<Supervisor> members(Map<String, Effect> effects, Effect one, Effect other) {
        List<Supervisor> members = new ArrayList<>();
        effects.forEach((name, effect) -> {
            if (effect == one || effect == other) {
                roster.find(name).ifPresent(members::add);
            }
        });
        return members;
    }

    private void finish(List<Supervisor> going, List<Supervisor> coming, BooleanSupplier mayStart) {
        Roster.awaitStopped(going, FOREVER);
        synchronized (this) {
            for (Supervisor gone : going) {
                String name = gone.described().name();
                if (retiring.remove(name)) {
                    roster.remove(name);
                }
            }
            coming.stream()
                    .filter(member -> mayStart.getAsBoolean() && isToStay(member))
                    .forEach(Supervisor::start);
        }
    }

    /// A later change may have removed it, or be about to.
    private boolean isToStay(Supervisor member) {
        String name = member.described().name();
        return !retiring.contains(name) && roster.find(name).filter(member::equals).isPresent();
    }
}

package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.gpu.GpuLedger;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Makes a running fleet what new descriptions say, touching only the engines that they change.
///
/// Engines that must go or be launched otherwise drain first, side by side; what is launched comes
/// after the last of them is gone, since it may want their GPUs. All is looked at before anything
/// is changed: what cannot be launched, or gets no GPUs, leaves everything as it was.
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
    private final GpuLedger gpus;
    private final Set<String> retiring = ConcurrentHashMap.newKeySet();

    Redescription(Roster roster, Equipment equipment, FleetSettings settings) {
        this.roster = roster;
        this.launches = new LaunchComparison(equipment.commands(), settings);
        this.gpus = equipment.gpus();
    }

    /// Returns at once; draining and launching go on behind it.
    ///
    /// @param mayStart whether engines may still be started when that is over
    /// @throws RefusedChange when nothing was changed
    synchronized Map<String, Effect> apply(List<EngineSpec> specs, BooleanSupplier mayStart) {
        Map<String, Effect> effects = effects(specs);
        refuseWithoutGpus(specs, effects);
        specs.forEach(this::describe);
        effects.forEach((name, effect) -> {
            if (effect == Effect.REMOVED) {
                retiring.add(name);
            }
        });
        List<Supervisor> going = members(effects, Effect.REMOVED, Effect.RESTARTED);
        List<Supervisor> coming = members(effects, Effect.RESTARTED, Effect.ADDED);
        going.forEach(Supervisor::stop);
        Thread.ofVirtual().name("redescription").start(() -> finish(going, coming, mayStart));
        return effects;
    }

    /// Changes nothing.
    private Map<String, Effect> effects(List<EngineSpec> specs) {
        Map<String, Effect> effects = new LinkedHashMap<>();
        for (EngineSpec spec : specs) {
            if (effects.put(spec.name(), effect(spec)) != null) {
                throw new RefusedChange(Map.of(spec.name(), "two engines have this name"));
            }
        }
        roster.names().forEach(name -> effects.putIfAbsent(name, Effect.REMOVED));
        return effects;
    }

    /// By what those hold that stay as they are.
    private void refuseWithoutGpus(List<EngineSpec> specs, Map<String, Effect> effects) {
        List<String> coming = names(effects, Effect.RESTARTED, Effect.ADDED);
        List<GpuLedger.Wish> wishes =
                specs.stream()
                        .filter(spec -> coming.contains(spec.name()))
                        .map(spec ->
                                new GpuLedger.Wish(
                                        spec.name(), spec.gpuGroup(), spec.compute().gpus()))
                        .toList();
        Map<String, String> refusals =
                gpus.refusals(names(effects, Effect.REMOVED, Effect.RESTARTED), wishes);
        if (!refusals.isEmpty()) {
            Map<String, String> reasons = new LinkedHashMap<>(refusals);
            effects.forEach((name, effect) -> {
                if (effect != Effect.UNCHANGED) {
                    reasons.putIfAbsent(name, "left as it was, else " + effect.label());
                }
            });
            throw new RefusedChange(reasons);
        }
    }

    private void describe(EngineSpec spec) {
        roster.find(spec.name())
                .ifPresentOrElse(member -> member.describe(spec), () -> roster.add(spec));
        retiring.remove(spec.name());
    }

    private Effect effect(EngineSpec spec) {
        if (roster.find(spec.name()).isEmpty()) {
            launches.command(spec);
            return Effect.ADDED;
        }
        Supervisor member = roster.find(spec.name()).get();
        EngineSpec old = member.described();
        if (retiring.contains(spec.name())) {
            return Effect.RESTARTED;
        }
        if (old.equals(spec)) {
            return Effect.UNCHANGED;
        }
        boolean stopped = member.snapshot().state() instanceof EngineState.Stopped;
        return stopped || launches.alike(old, spec) ? Effect.ADJUSTED : Effect.RESTARTED;
    }

    private List<Supervisor> members(Map<String, Effect> effects, Effect one, Effect other) {
        return names(effects, one, other).stream()
                .flatMap(name -> roster.find(name).stream())
                .toList();
    }

    private static List<String> names(Map<String, Effect> effects, Effect one, Effect other) {
        return effects.entrySet().stream()
                .filter(engine -> engine.getValue() == one || engine.getValue() == other)
                .map(Map.Entry::getKey)
                .toList();
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

package dev.stoker.engine.catalog;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.engine.WeightDaemon;
import dev.stoker.engine.file.FileRules;
import dev.stoker.engine.yaml.Section;
import java.util.Locale;
import java.util.TreeMap;

/// What one kind of engine forbids its file to say.
final class KindRules {
    private KindRules() {}

    static void check(Section top, EngineSpec spec) {
        FileRules rules = spec.dialect().fileRules();
        new TreeMap<>(rules.unused())
                .forEach((key, advice) -> refuseUnused(top, spec.dialect(), key, advice));
        spec.program().args().keySet().forEach(key -> refuseReserved(top, rules, key));
        if (!rules.unused().containsKey("command") && spec.program().command().isEmpty()) {
            top.problem("command", "missing; the words that start the engine");
        }
        if (spec.operation().idle().action() == Action.SLEEP && spec.dialect().nap().isEmpty()) {
            top.problemAt(
                    "idle.action",
                    "%s cannot sleep: write stop or none".formatted(spec.dialect().kind()));
        }
        refuseLoans(top, spec);
        if (!rules.unused().containsKey("parallelism")) {
            compareGpus(top, spec);
        }
        if (spec.compute().nodes().several() && spec.operation().restart().maxCrashes() > 0) {
            top.problemAt(
                    "nodes.count",
                    "restart.max-crashes must be 0: parts on several machines start together or not at all");
        }
    }

    private static void refuseLoans(Section top, EngineSpec spec) {
        if (spec.model().keeper().isEmpty()) {
            return;
        }
        String lender = spec.dialect().kind() + WeightDaemon.SUFFIX;
        if (EngineDialect.all().stream().noneMatch(kind -> kind.kind().equals(lender))) {
            top.problemAt(
                    "model.weights-from",
                    spec.dialect().kind() + " cannot map weights that another process holds");
        }
        if (spec.operation().idle().action() == Action.SLEEP) {
            top.problemAt("idle.action", "borrowed weights cannot sleep: write stop or none");
        }
        if (spec.compute().nodes().several()) {
            top.problemAt("model.weights-from", "a weight daemon serves engines on one machine");
        }
    }

    private static void refuseUnused(
            Section top, EngineDialect dialect, String key, String advice) {
        if (top.written(key)) {
            top.problemAt(key, "means nothing to %s: %s".formatted(dialect.kind(), advice));
        }
    }

    private static void refuseReserved(Section top, FileRules rules, String key) {
        String option = key.toLowerCase(Locale.ROOT).replace('_', '-').split("\\.", 2)[0];
        String advice = rules.reserved().get(option);
        if (advice != null) {
            top.problemAt("args." + key, "Stoker sets this itself: " + advice);
        }
    }

    private static void compareGpus(Section top, EngineSpec spec) {
        Parallelism split = spec.compute().parallelism();
        int all = spec.dialect().gpus(split, spec.program().args());
        int nodes = spec.compute().nodes().count();
        if (all % nodes != 0) {
            top.problemAt("nodes.count", "must divide the %d GPUs: %d".formatted(all, nodes));
            return;
        }
        int needed = spec.ranks();
        int given =
                switch (spec.compute().gpus()) {
                    case GpuRequest.None _ -> needed;
                    case GpuRequest.Count(int count) -> count;
                    case GpuRequest.Ids(var ids) -> ids.size();
                };
        if (given != needed) {
            top.problem(
                    "gpus",
                    "%d given, but parallelism needs %d: tensor %d * pipeline %d * data %d%s"
                            .formatted(
                                    given,
                                    needed,
                                    split.tensor(),
                                    split.pipeline(),
                                    split.data(),
                                    nodes == 1 ? "" : " / nodes " + nodes));
        }
    }
}

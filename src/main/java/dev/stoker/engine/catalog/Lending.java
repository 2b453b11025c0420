package dev.stoker.engine.catalog;

import dev.stoker.engine.Compute;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Model;
import dev.stoker.engine.WeightDaemon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds an engine that maps its weights against the weight daemon that it maps from.
final class Lending {
    private static final String KEY = "model.weights-from";

    private Lending() {}

    static void check(EngineFile file, Map<String, EngineFile> byName) {
        Optional<String> daemon = file.spec().model().keeper();
        if (daemon.isEmpty()) {
            return;
        }
        EngineFile lender = byName.get(daemon.get());
        String kind = file.spec().dialect().kind() + WeightDaemon.SUFFIX;
        if (lender == null || !lender.spec().dialect().kind().equals(kind)) {
            file.top()
                    .problemAt(
                            KEY, "no engine of kind %s is named %s".formatted(kind, daemon.get()));
            return;
        }
        for (String difference : differences(file.spec(), lender.spec())) {
            file.top().problemAt(KEY, "%s holds another %s".formatted(daemon.get(), difference));
        }
    }

    /// What would make the engine refuse the daemon's weights, or look for them on other GPUs.
    private static List<String> differences(EngineSpec borrower, EngineSpec lender) {
        List<String> differences = new ArrayList<>();
        Model wanted = borrower.model();
        Model held = lender.model();
        if (!wanted.path().equals(held.path()) || !wanted.revision().equals(held.revision())) {
            differences.add("model: " + held.path());
        }
        if (wanted.precision() != held.precision()) {
            differences.add("model.precision: " + held.precision());
        }
        if (wanted.dummy() != held.dummy()) {
            differences.add("model.weights: " + (held.dummy() ? "dummy" : "checkpoint"));
        }
        Compute needed = borrower.compute();
        Compute given = lender.compute();
        if (!needed.parallelism().equals(given.parallelism())) {
            differences.add("parallelism: " + given.parallelism());
        }
        if (!needed.gpus().equals(given.gpus())) {
            differences.add("gpus: " + given.gpus());
        }
        return differences;
    }
}

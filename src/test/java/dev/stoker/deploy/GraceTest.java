package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Kubernetes waits for the whole of a stop, and every place that says how long that is agrees.
class GraceTest {

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes/base", "kubernetes/overlays/dev"})
    void theGracePeriodIsTheSumOfItsParts(Path directory) {
        Grace grace = Grace.in(directory.resolve("deployment.yaml"));

        assertEquals(grace.sum(), grace.period());
        assertEquals(Grace.drainOf(Checkout.yaml(directory.resolve("engine.yaml"))), grace.drain());
    }

    @ParameterizedTest
    @MethodSource({"dev.stoker.deploy.Manifests#base", "dev.stoker.deploy.Manifests#dev"})
    void whatIsDeployedOutlivesTheDrain(Manifests manifests) {
        int period = manifests.pod().path("terminationGracePeriodSeconds").asInt();

        int base = Grace.in(Path.of("kubernetes/base/deployment.yaml")).period();
        int afterDrain = base - Grace.drainOf(Manifests.files(Manifests.BASE).engine());
        assertEquals(afterDrain + Grace.drainOf(manifests.engine()), period);
    }

    @Test
    void theManualDoesTheSameArithmetic() {
        Grace grace = Grace.in(Path.of("kubernetes/base/deployment.yaml"));
        List<String> manual = Checkout.lines("docs/operations.md");

        for (String row :
                List.of(
                        "| settle | %d |".formatted(grace.settle()),
                        "| drain | %d |".formatted(grace.drain()),
                        "| stop | %d |".formatted(grace.stop()),
                        "| margin | %d |".formatted(grace.margin()),
                        "| **grace period** | **%d** |".formatted(grace.period()))) {
            assertTrue(manual.stream().anyMatch(line -> line.startsWith(row)), row);
        }
    }
}

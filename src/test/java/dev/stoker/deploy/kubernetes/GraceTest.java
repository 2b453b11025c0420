package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.deploy.Checkout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Kubernetes waits for the whole of a stop, and every place that says how long that is agrees.
class GraceTest {
    private static final Path BASE = Path.of("kubernetes/base/stateful-set.yaml");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes/base/stateful-set.yaml",
                "kubernetes/overlays/dev/stateful-set.yaml"
            })
    void theGracePeriodIsTheSumOfItsParts(Path manifest) {
        Grace grace = Grace.in(manifest);

        assertEquals(grace.sum(), grace.period());
    }

    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#all")
    void whatIsDeployedOutlivesTheDrain(Manifests manifests) {
        int period = manifests.pod().path("terminationGracePeriodSeconds").asInt();
        Grace base = Grace.in(BASE);

        int afterDrain = base.period() - base.drain();
        assertEquals(afterDrain + Grace.drainOf(manifests.engine()), period);
        assertEquals(
                base.settle() + "s",
                Environment.of(manifests.stoker()).value("STOKER_SHUTDOWN_SETTLE"));
    }

    @Test
    void theManualDoesTheSameArithmetic() {
        Grace grace = Grace.in(BASE);
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

package dev.stoker.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stoker.deploy.Checkout;
import dev.stoker.deploy.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What kustomize makes of each overlay, for a reader to review. After a change that is meant: `mvn
/// -Dquick test -Dtest=RenderedTest -Dgolden.update=true`, on a machine with kubectl.
class RenderedTest {
    @ParameterizedTest
    @MethodSource("dev.stoker.deploy.kubernetes.Manifests#overlays")
    void kustomizeRendersWhatWasReviewed(String overlay) throws Exception {
        assumeTrue(Command.exists("kubectl"), "no kubectl on this machine");
        Path golden = Manifests.golden(overlay);

        Command kustomize =
                Command.run("kubectl", "kustomize", Manifests.OVERLAYS.resolve(overlay).toString());

        assertEquals(0, kustomize.status(), kustomize.errors());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, kustomize.output());
        }
        assertEquals(
                Checkout.documents(Checkout.text(golden)), Checkout.documents(kustomize.output()));
    }
}

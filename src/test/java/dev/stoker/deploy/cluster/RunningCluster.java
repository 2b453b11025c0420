package dev.stoker.deploy.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands tests the one cluster that all of them share, and ends it after the last.
final class RunningCluster implements ParameterResolver {
    private static final String FAILURE = "failure";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Kubectl.class;
    }

    @Override
    public Kubectl resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store =
                context.getRoot().getStore(ExtensionContext.Namespace.create(RunningCluster.class));
        return store.computeIfAbsent(Cluster.class, _ -> start(store), Cluster.class).kubectl();
    }

    private static Cluster start(Store store) {
        // what failed once takes its minutes only once
        if (store.get(FAILURE) != null) {
            throw new IllegalStateException("no cluster, as the first test says");
        }
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "cluster-");
            return Cluster.start(
                    Path.of(System.getProperty("kubernetes.programs")), directory.toAbsolutePath());
        } catch (Exception | AssertionError e) {
            store.put(FAILURE, e);
            throw new IllegalStateException("no cluster", e);
        }
    }
}

package dev.stoker.gateway.jobs;

import dev.stoker.testkit.QueueDatabaseResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Set;

/// The batch side of the service over a real database, with an engine and a Feed in memory.
public class BatchProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedWiring.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(QueueDatabaseResource.class));
    }
}

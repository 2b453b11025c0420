package dev.stoker.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// A fresh database for an application under test.
public final class QueueDatabaseResource implements QuarkusTestResourceLifecycleManager {
    private final QueueDatabase database = QueueDatabase.fresh();

    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.datasource.jdbc.url", database.url());
    }

    @Override
    public void stop() {
        database.close();
    }
}

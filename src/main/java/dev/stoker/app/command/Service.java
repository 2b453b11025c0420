package dev.stoker.app.command;

import dev.stoker.app.Farewell;
import dev.stoker.guard.Signals;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;

/// The service from the open doors to the last goodbye.
@Singleton
@Unremovable
final class Service implements QuarkusApplication {
    private final Farewell farewell;

    Service(Farewell farewell) {
        this.farewell = farewell;
    }

    @Override
    public int run(String... args) {
        // the first signal starts the hooks; while they run the JVM is deaf to the second
        Runtime.getRuntime().addShutdownHook(new Thread(Signals::haveTheirWay, "second-signal"));
        Quarkus.waitForExit();
        farewell.say();
        return 0;
    }
}

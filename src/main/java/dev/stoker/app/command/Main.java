package dev.stoker.app.command;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;
import java.util.Optional;

/// The entrance: one command of many; only some of them start the service.
@QuarkusMain
public final class Main {
    Main() {}

    public static void main(String... args) {
        Optional<Map<String, String>> plainServe = QuickServe.settings(args);
        if (plainServe.isPresent()) {
            plainServe.get().forEach(Overrides::set);
            System.exit(ServeCommand.run());
        }
        System.exit(Commands.execute(args));
    }
}

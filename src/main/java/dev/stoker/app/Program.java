package dev.stoker.app;

import java.net.URI;
import java.nio.file.Path;

/// Where Stoker's own classes are: guard and simulator are started from there.
final class Program {
    private Program() {}

    static Path path(StokerSettings settings) {
        return settings.programPath().orElseGet(Program::own);
    }

    private static Path own() {
        var source = Program.class.getProtectionDomain().getCodeSource();
        return Path.of(URI.create(source.getLocation().toString()));
    }
}

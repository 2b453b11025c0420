package dev.stoker.app.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/// The file of loaded classes that a JVM may begin with.
final class AheadOfTimeCache {
    private AheadOfTimeCache() {}

    /// Empty where this one began without, or knows no such files.
    static Optional<MappedFile> ofThisJvm() {
        try {
            String file =
                    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption("AOTCache")
                            .getValue();
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MappedFile(Path.of(file).toRealPath()));
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}

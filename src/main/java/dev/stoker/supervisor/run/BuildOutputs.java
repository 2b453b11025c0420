package dev.stoker.supervisor.run;

import static java.lang.System.Logger.Level.INFO;

import dev.stoker.engine.launch.BuildScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What was built for one engine, under other settings each: the present output and the one used
/// before it are kept, so that a setting that is taken back costs no second build.
final class BuildOutputs {
    private static final System.Logger LOG = System.getLogger(BuildOutputs.class.getName());
    private static final int KEPT_BESIDES = 1;
    private static final int DIGEST = 12;

    /// In which a build is over; until then another pod on the same volume may be at it.
    private static final Duration LONGEST_BUILD = Duration.ofDays(1);

    private final Path present;
    private final InstantSource clock;

    /// @param present that the engine's next run uses: the engine's name, and a digest of the build
    BuildOutputs(Path present, InstantSource clock) {
        this.present = present;
        this.clock = clock;
    }

    /// Removes the others of the same engine; to be called while no run of it uses any.
    void removeUnused() throws IOException {
        if (!Files.isDirectory(present.resolveSibling("."))) {
            return;
        }
        List<Path> complete = new ArrayList<>();
        for (Path other : others()) {
            if (Files.exists(other.resolve(BuildScript.COMPLETE))) {
                complete.add(other);
            } else if (isGivenUp(other)) {
                remove(other);
            }
        }
        complete.sort(Comparator.comparing(BuildOutputs::lastUse).reversed());
        for (Path old : complete.stream().skip(KEPT_BESIDES).toList()) {
            remove(old);
        }
    }

    private boolean isGivenUp(Path incomplete) throws IOException {
        Instant begun = Files.getLastModifiedTime(incomplete).toInstant();
        return begun.isBefore(clock.instant().minus(LONGEST_BUILD));
    }

    private List<Path> others() throws IOException {
        String name = present.getFileName().toString();
        String engine = name.substring(0, name.length() - DIGEST);
        Pattern same = Pattern.compile(Pattern.quote(engine) + "[0-9a-f]{" + DIGEST + "}");
        try (Stream<Path> all = Files.list(present.resolveSibling("."))) {
            return all.map(Path::normalize)
                    .filter(other -> same.matcher(other.getFileName().toString()).matches())
                    .filter(other -> !other.getFileName().toString().equals(name))
                    .toList();
        }
    }

    private static FileTime lastUse(Path output) {
        try {
            return Files.getLastModifiedTime(output.resolve(BuildScript.COMPLETE));
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    private static void remove(Path output) throws IOException {
        RunPlace.remove(output);
        LOG.log(INFO, "unused build removed directory={0}", output);
    }
}

package dev.stoker.engine;

import dev.stoker.engine.EngineDialect.LoadPhase;
import dev.stoker.engine.launch.BuildScript;
import dev.stoker.engine.launch.LaunchCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What has to be made before an engine can be launched: TensorRT-LLM's compiled engines.
///
/// @param steps each a command under its name, in order; `${output}` in a word is the directory
///   that keeps what they make
/// @param serve what of the output is launched in place of the model, relative to it
/// @param largestBatch requests that the made engine computes at once; empty where it has no limit
public record Build(Map<String, List<String>> steps, String serve, OptionalInt largestBatch) {
    private static final int PERCENT = 9;

    public Build {
        Map<String, List<String>> copies = new LinkedHashMap<>();
        steps.forEach((name, command) -> copies.put(name, List.copyOf(command)));
        steps = Collections.unmodifiableMap(copies);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("build.steps must hold a command: {}");
        }
    }

    /// Puts the steps before the engine's own command, in one script.
    ///
    /// @param output where what they make is kept
    /// @param directory of the run, for the script
    public LaunchCommand before(LaunchCommand engine, Path output, Path directory) {
        return BuildScript.before(engine, steps, output, directory.resolve("build.sh"));
    }

    /// The lines by which the steps tell how far they are, as stages of the first tenth of a start.
    List<LoadPhase> phases() {
        List<LoadPhase> phases = new ArrayList<>();
        for (String step : steps.keySet()) {
            String name = step.replace('-', ' ');
            int percent = 1 + PERCENT * phases.size() / steps.size();
            String line = Pattern.quote(BuildScript.MARK + name + " began");
            phases.add(LoadPhase.of(percent, name, line));
        }
        return phases;
    }
}

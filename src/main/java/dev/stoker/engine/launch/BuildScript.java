package dev.stoker.engine.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A shell script that makes what an engine needs and then becomes the engine.
///
/// The steps are thus children of the engine's own run: they are supervised, logged, stopped and
/// killed as it is. What they make is kept, and made again only where a step had failed.
public final class BuildScript {
    /// Made in the output behind the last step, and touched by each run; an output without it is of
    /// no use.
    public static final String COMPLETE = "complete";

    /// How a step's lines begin; the supervisor reads phases and causes from them.
    public static final String MARK = "stoker build: ";

    /// Stands for the directory that keeps what was made.
    private static final String OUTPUT = "${output}";

    private BuildScript() {}

    /// The engine's command with its steps before it.
    ///
    /// @param steps each a command under its name, in order
    /// @param output of the steps; belongs to this build alone
    /// @param script where the script is written, in the run's own directory
    public static LaunchCommand before(
            LaunchCommand engine, Map<String, List<String>> steps, Path output, Path script) {
        Map<Path, String> files =
                engine.files().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, file -> fill(file.getValue(), output)));
        files.put(script, text(engine, steps, output));
        return new LaunchCommand(
                List.of("/bin/sh", script.toString()), engine.environment(), files);
    }

    private static String text(LaunchCommand engine, Map<String, List<String>> steps, Path output) {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("output=").append(quoted(output.toString())).append('\n');
        text.append("if [ ! -f \"$output/" + COMPLETE + "\" ]; then\n");
        text.append("  rm -rf \"$output\"\n  mkdir -p \"$output\"\n");
        steps.forEach((name, command) ->
                text.append("  step ")
                        .append(quoted(name.replace('-', ' ')))
                        .append(' ')
                        .append(words(command, output))
                        .append('\n'));
        text.append(
                "fi\n# every step succeeded, now or earlier; its time is that of the last use\n");
        text.append("touch \"$output/" + COMPLETE + "\"\n");
        text.append("exec ").append(words(engine.argv(), output)).append('\n');
        return text.toString();
    }

    /// A step runs behind the shell, since a shell in front of it would not hear a signal.
    private static final String HEAD =
            """
            #!/bin/sh
            # Written by Stoker for this run.
            set -u
            running=
            trap 'test -z "$running" || kill -TERM "$running"; exit 143' TERM INT
            step() {
              name=$1
              shift
              begin=$(date +%s)
              echo "MARK$name began"
              # what is fetched here is pinned; the engine itself stays offline
              env -u HF_HUB_OFFLINE "$@" &
              running=$!
              wait "$running"
              code=$?
              running=
              if [ "$code" -ne 0 ]; then
                echo "MARK$name failed with exit code $code"
                exit "$code"
              fi
              echo "MARK$name took $(($(date +%s) - begin)) s"
            }
            """
                    .replace("MARK", MARK);

    private static String words(List<String> words, Path output) {
        return words.stream()
                .map(word -> quoted(fill(word, output)))
                .collect(Collectors.joining(" "));
    }

    private static String fill(String text, Path output) {
        return text.replace(OUTPUT, output.toString());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}

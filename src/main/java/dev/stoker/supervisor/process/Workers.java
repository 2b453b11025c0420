package dev.stoker.supervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The processes below an engine's front end that it cannot do without, known by their titles in
/// `/proc`. A front end may take long to notice that one died: SGLang 0.5.17 with four ranks was
/// not seen to, vLLM 0.26.0 took 14 s.
///
/// @param roll who was there when the engine answered
public record Workers(List<Worker> roll) {
    /// @param title what it calls itself
    record Worker(long pid, String title) {
        /// A process that died but was not waited for has no title any more.
        boolean lives() {
            return titleOf(pid).equals(title);
        }
    }

    /// Nobody, so that nobody is missed.
    public static Workers none() {
        return new Workers(List.of());
    }

    /// Nobody where either is unknown.
    ///
    /// @param engine the front end's process id
    /// @param title as their titles begin
    public static Workers of(OptionalLong engine, Optional<Pattern> title) {
        return engine.isPresent() && title.isPresent()
                ? below(engine.getAsLong(), title.get())
                : none();
    }

    /// All processes below that one whose title begins so.
    static Workers below(long engine, Pattern title) {
        List<Worker> roll =
                ProcessHandle.of(engine).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(process -> new Worker(process.pid(), titleOf(process.pid())))
                        .filter(worker -> title.matcher(worker.title()).lookingAt())
                        .toList();
        return new Workers(roll);
    }

    /// The first one that is gone, for people.
    public Optional<String> missing() {
        return roll.stream()
                .filter(worker -> !worker.lives())
                .findFirst()
                .map(worker -> "%s (pid %d) is gone".formatted(worker.title(), worker.pid()));
    }

    private static String titleOf(long pid) {
        try {
            byte[] words = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline"));
            return new String(words, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException ended) {
            return "";
        }
    }
}

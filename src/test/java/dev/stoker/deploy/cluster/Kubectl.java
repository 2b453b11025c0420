package dev.stoker.deploy.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import dev.stoker.deploy.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks the cluster as an operator does, and takes a warning for a failure.
///
/// @param program the kubectl of the cluster's own release
/// @param directory of the cluster
record Kubectl(Path program, Path directory) {
    static final String CONFIGURATION = "kubeconfig";

    Command run(String... arguments) throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--kubeconfig=" + directory.resolve(CONFIGURATION),
                                "--cache-dir=" + directory.resolve("cache"),
                                "--warnings-as-errors"));
        argv.addAll(List.of(arguments));
        return Command.run(argv, Map.of());
    }

    /// What it answers; it must succeed without a word of complaint.
    List<String> must(String... arguments) throws IOException, InterruptedException {
        Command command = run(arguments);
        assertEquals("", command.errors(), () -> String.join(" ", arguments));
        assertEquals(0, command.status(), () -> String.join(" ", arguments));
        return command.output().lines().toList();
    }

    /// One object, or a list of them.
    JsonNode get(String... what) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("get", "-o", "json"));
        words.addAll(List.of(what));
        String answer = String.join("\n", must(words.toArray(String[]::new)));
        return Checkout.documents(answer).getFirst();
    }
}

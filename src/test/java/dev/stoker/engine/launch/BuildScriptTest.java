package dev.stoker.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script in a real shell.
class BuildScriptTest {
    @TempDir private Path home;
    private final Map<String, List<String>> steps = new LinkedHashMap<>();

    @Test
    void theStepsRunInOrderAndThenTheEngine() throws Exception {
        steps.put("converting-the-checkpoint", List.of("sh", "-c", "echo one > ${output}/made"));
        steps.put("building-the-engine", List.of("sh", "-c", "echo two >> ${output}/made"));

        Ended ended = run(List.of("cat", "${output}/made"));

        assertEquals(0, ended.code());
        List<String> lines = ended.lines();
        assertEquals("stoker build: converting the checkpoint began", lines.get(0));
        assertTrue(
                lines.get(1).matches("stoker build: converting the checkpoint took \\d+ s"),
                lines.get(1));
        assertEquals("stoker build: building the engine began", lines.get(2));
        assertEquals(List.of("one", "two"), lines.subList(4, 6));
    }

    @Test
    void whatWasMadeIsNotMadeAgain() throws Exception {
        steps.put("build", List.of("sh", "-c", "echo made >> ${output}/made"));
        run(List.of("true"));

        Ended second = run(List.of("cat", "${output}/made"));

        assertEquals(List.of("made"), second.lines());
    }

    @Test
    void aStepThatFailsEndsTheRunAndSaysSo() throws Exception {
        steps.put("build", List.of("sh", "-c", "exit 3"));
        steps.put("more", List.of("touch", "${output}/more"));

        Ended ended = run(List.of("echo", "serving"));

        assertEquals(3, ended.code());
        assertEquals("stoker build: build failed with exit code 3", ended.lines().getLast());
        assertFalse(Files.exists(home.resolve("output/more")));
    }

    @Test
    void whatAFailedBuildLeftIsMadeAnew() throws Exception {
        Path broken = home.resolve("broken");
        Files.createFile(broken);
        steps.put("build", List.of("sh", "-c", "echo x >> ${output}/made; test ! -e " + broken));
        run(List.of("true"));
        Files.delete(broken);

        Ended second = run(List.of("cat", "${output}/made"));

        assertEquals(List.of("x"), second.lines().subList(2, 3));
        assertEquals(3, second.lines().size());
    }

    @Test
    void everyWordReachesItsCommandAsItIs() throws Exception {
        steps.put("build", List.of("printf", "%s|", "it's", "$HOME", "two words", "`id`"));

        Ended ended = run(List.of("printf", "%s|", "it's", "$(id)"));

        assertTrue(ended.text().contains("it's|$HOME|two words|`id`|"), ended.text());
        assertTrue(ended.text().endsWith("it's|$(id)|"), ended.text());
    }

    @Test
    void stepsMayFetchThoughTheEngineStaysOffline() throws Exception {
        steps.put("fetch", List.of("sh", "-c", "echo step=${HF_HUB_OFFLINE:-unset}"));

        Ended ended = run(List.of("sh", "-c", "echo engine=$HF_HUB_OFFLINE"));

        assertTrue(ended.lines().contains("step=unset"), ended.text());
        assertEquals("engine=1", ended.lines().getLast());
    }

    @Test
    void theSettingsFileKnowsTheOutputToo() {
        Path settings = Path.of("engine.yaml");
        LaunchCommand engine =
                new LaunchCommand(
                        List.of("serve"), Map.of(), Map.of(settings, "tokenizer: ${output}/t\n"));

        LaunchCommand built =
                BuildScript.before(
                        engine, Map.of("a", List.of("b")), Path.of("/made"), Path.of("build.sh"));

        assertEquals("tokenizer: /made/t\n", built.files().get(settings));
        assertEquals(List.of("/bin/sh", "build.sh"), built.argv());
    }

    @Test
    void aStopReachesTheStepThatRuns() throws Exception {
        Path told = home.resolve("told");
        steps.put(
                "build",
                List.of(
                        "sh",
                        "-c",
                        "trap 'touch %s; exit 0' TERM; echo ready; while :; do sleep 0.1; done"
                                .formatted(told)));
        Process process = start(List.of("echo", "serving"));
        try (var output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals("ready")) {
                line = output.readLine();
            }

            process.destroy();

            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
            assertEquals(143, process.exitValue());
        }
        dev.stoker.testkit.Eventually.becomes(
                java.time.Duration.ofSeconds(10), () -> Files.exists(told), it -> it);
    }

    private record Ended(int code, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }

    private Ended run(List<String> engine) throws IOException, InterruptedException {
        Process process = start(engine);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        return new Ended(process.exitValue(), text);
    }

    private Process start(List<String> engine) throws IOException {
        Path script = home.resolve("build.sh");
        LaunchCommand command =
                BuildScript.before(
                        new LaunchCommand(engine, Map.of(), Map.of()),
                        steps,
                        home.resolve("output"),
                        script);
        Files.writeString(script, command.files().get(script));
        ProcessBuilder builder = new ProcessBuilder(command.argv()).redirectErrorStream(true);
        builder.environment().put("HF_HUB_OFFLINE", "1");
        return builder.start();
    }
}

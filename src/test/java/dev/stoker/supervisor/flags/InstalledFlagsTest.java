package dev.stoker.supervisor.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shell script stands for the installed engine; it prints genuine help and counts how often.
class InstalledFlagsTest {
    private static final Path HELP =
            Path.of("src/test/resources/engine-help/vllm-0.32.0.txt").toAbsolutePath();

    @TempDir private Path home;
    private InstalledFlags flags;

    @BeforeEach
    void install() throws IOException {
        release("0.32.0", "cat " + HELP);
        flags =
                new InstalledFlags(
                        home.resolve("state"), Map.of("PATH", home.resolve("bin") + ":/bin"));
    }

    @Test
    void whatTheEngineUnderstandsIsNoProblem() throws Exception {
        InstalledFlags.Report report =
                check("max-model-len: 16384", "kv_cache_dtype: fp8", "async-scheduling: true");

        assertEquals(List.of(), report.problems());
        assertEquals("vllm 0.32.0", report.engine());
    }

    @Test
    void aKeyOfAGroupIsUnderstoodWhereTheGroupIs() throws Exception {
        assertEquals(List.of(), check("compilation-config.mode: 3").problems());
    }

    @Test
    void anUnknownFlagNamesTheNearest() throws Exception {
        assertEquals(
                List.of(
                        "args.max-modle-len: vllm 0.32.0 has no such flag; did you mean max-model-len?"),
                check("max-modle-len: 16384").problems());
    }

    @Test
    void aValueThatIsNoChoiceNamesTheChoices() throws Exception {
        String problem = check("kv-cache-dtype: fp9").problems().getFirst();

        assertTrue(
                problem.startsWith(
                        "args.kv-cache-dtype: fp9 is not among the choices of vllm 0.32.0; did you mean fp8?: auto, "),
                problem);
    }

    @Test
    void eachVersionIsAskedOnce() throws Exception {
        check("max-num-seqs: 8");
        check("max-num-seqs: 8");

        assertEquals(1, timesAsked());
    }

    @Test
    void anUpgradeShowsWhatChanged() throws Exception {
        check("max-num-seqs: 8");
        release("0.33.0", "sed 's/--max-num-seqs/--max-requests/' " + HELP);

        InstalledFlags.Report report = check("max-num-seqs: 8");

        assertEquals(Optional.of("0.32.0"), report.earlier());
        assertEquals(Set.of("max-requests"), report.added());
        assertEquals(Set.of("max-num-seqs"), report.gone());
        assertEquals(1, report.problems().size());
    }

    @Test
    void aLaunchIsNotHeldUpByAnEngineThatWasNeverAsked() throws Exception {
        EngineSpec wrong = engine("max-modle-len: 16384");

        assertEquals(List.of(), flags.knownProblems(wrong));

        Eventually.becomes(
                Duration.ofSeconds(20), () -> flags.knownProblems(wrong).size(), size -> size == 1);
        assertEquals(1, timesAsked());
    }

    @Test
    void anEngineThatIsNotInstalledIsSaidToBe() throws Exception {
        Files.delete(home.resolve("bin/vllm"));
        EngineSpec engine = engine("max-num-seqs: 8");

        IOException refused = assertThrows(IOException.class, () -> flags.check(engine));

        assertEquals("not installed: vllm", refused.getMessage());
        assertEquals(List.of(), flags.knownProblems(engine));
    }

    @Test
    void anEngineThatListsNothingIsNotTakenForOneWithoutFlags() throws Exception {
        release("0.32.0", "echo broken; exit 3");
        EngineSpec engine = engine("max-num-seqs: 8");

        IOException refused = assertThrows(IOException.class, () -> flags.check(engine));

        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("no flag listed, exit code 3: "),
                refused.getMessage());
    }

    @Test
    void kindsThatListNoFlagsAreNotChecked() throws Exception {
        EngineSpec simulator =
                new CatalogLoader(Map.of())
                        .load(List.of(Path.of("yaml-configs/simulator.yaml")))
                        .engines()
                        .getFirst();

        assertEquals(Optional.empty(), flags.check(simulator));
        assertEquals(List.of(), flags.knownProblems(simulator));
    }

    private InstalledFlags.Report check(String... args) throws Exception {
        return flags.check(engine(args)).orElseThrow();
    }

    private EngineSpec engine(String... args) throws Exception {
        Path file = home.resolve("an-engine.yaml");
        String lines = "  " + String.join("\n  ", args);
        Files.writeString(
                file, "engine: vllm\nmodel:\n  path: some/model\ngpus: 1\nargs:\n" + lines + "\n");
        return new CatalogLoader(Map.of()).load(List.of(file)).engines().getFirst();
    }

    /// Puts a program and the folder that pip leaves in a virtual environment of its own.
    private void release(String version, String body) throws IOException {
        Path packages = Files.createDirectories(home.resolve("lib/python3.12/site-packages"));
        try (var old = Files.newDirectoryStream(packages)) {
            for (Path info : old) {
                Files.delete(info);
            }
        }
        Files.createDirectory(packages.resolve("vllm-" + version + ".dist-info"));
        Path program = Files.createDirectories(home.resolve("bin")).resolve("vllm");
        Files.writeString(program, "#!/bin/sh\necho asked >> %s/asked\n%s\n".formatted(home, body));
        assertTrue(program.toFile().setExecutable(true));
    }

    private int timesAsked() throws IOException {
        return Files.readAllLines(home.resolve("asked")).size();
    }
}

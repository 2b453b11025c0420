package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLoaderTest {
    private static final String VLLM = "{engine: vllm, model: {path: a/b}}";
    private static final String LLAMA = "{engine: llama-cpp, model: {path: m.gguf}}";

    @TempDir Path directory;
    private EngineFiles files;

    @BeforeEach
    void files() {
        files = new EngineFiles(directory);
    }

    @Test
    void aDirectoryIsReadInTheOrderOfNamesAndOnlyForItsEngineFiles() throws IOException {
        Files.createDirectory(directory.resolve("c.yaml"));

        EngineCatalog catalog =
                files.write("b.yaml", VLLM)
                        .write("a.yml", VLLM)
                        .write(".hidden.yaml", "nonsense")
                        .write("schema.json", "{}")
                        .load();

        assertEquals(List.of("a", "b"), catalog.engines().stream().map(EngineSpec::name).toList());
        assertEquals(List.of("a/b"), catalog.servedNames());
        assertEquals(Optional.of(catalog.engines().getLast()), catalog.engine("b"));
        assertEquals(Optional.empty(), catalog.engine("c"));
    }

    @Test
    void anEngineMapsOnlyWhatItsDaemonHolds() {
        files.write("held.yaml", "{engine: vllm-weights, model: {path: a/b}}")
                .write("good.yaml", "{engine: vllm, model: {path: a/b, weights-from: held}}")
                .write("lost.yaml", "{engine: vllm, model: {path: a/b, weights-from: nobody}}")
                .write(
                        "else.yaml",
                        "{engine: vllm, gpus: 2, parallelism: {tensor: 2}, model: {path: c/d, weights-from: held}}")
                .write(
                        "tired.yaml",
                        "{engine: vllm, idle: {action: sleep}, model: {path: a/b, weights-from: held}}")
                .write(
                        "llama.yaml",
                        "{engine: llama-cpp, model: {path: m.gguf, weights-from: held}}");

        InvalidCatalog invalid =
                assertThrows(InvalidCatalog.class, () -> files.loader().load(List.of(directory)));

        String problems = String.valueOf(invalid.getMessage());
        assertFalse(problems.contains("good.yaml"), problems);
        assertFalse(problems.contains("held.yaml"), problems);
        assertTrue(
                problems.contains(
                        "model.weights-from: no engine of kind vllm-weights is named nobody"),
                problems);
        assertTrue(problems.contains("held holds another model: a/b"), problems);
        assertTrue(problems.contains("held holds another parallelism"), problems);
        assertTrue(problems.contains("borrowed weights cannot sleep"), problems);
        assertTrue(problems.contains("llama-cpp cannot map weights"), problems);
    }

    @Test
    void severalFilesAreOneCatalog() throws InvalidCatalog {
        files.write("a.yaml", VLLM).write("b.yaml", LLAMA).write("c.yaml", "nonsense");

        EngineCatalog catalog =
                files.loader()
                        .load(List.of(directory.resolve("b.yaml"), directory.resolve("a.yaml")));

        assertEquals(List.of("m.gguf", "a/b"), catalog.servedNames());
    }

    @Test
    void theProblemsOfAllFilesAreToldTogether() {
        files.write("a.yaml", "engine: vllm\n").write("b.yaml", "nonsense");

        assertEquals(
                List.of(
                        "a.yaml:1 model.path: missing; a hub repository or a path on disk",
                        "b.yaml:1: must be a mapping of keys to values"),
                files.problems());
    }

    @Test
    void theMessageOfTheExceptionIsTheWholeList() {
        files.write("a.yaml", "engine: vllm\n").write("b.yaml", "nonsense");

        InvalidCatalog invalid =
                assertThrows(InvalidCatalog.class, () -> files.loader().load(List.of(directory)));

        assertEquals(
                String.join("\n", invalid.problems().stream().map(String::valueOf).toList()),
                invalid.getMessage());
        assertEquals(2, invalid.problems().size());
    }

    @Test
    void whatCannotBeReadIsAProblemToo() throws IOException {
        Path latin = directory.resolve("latin.yaml");
        Files.write(latin, new byte[] {'a', ':', ' ', (byte) 0xe9});
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path absent = directory.resolve("absent.yaml");

        InvalidCatalog invalid =
                assertThrows(
                        InvalidCatalog.class,
                        () -> files.loader().load(List.of(latin, empty, absent)));

        assertEquals(
                List.of(
                        absent + ": no such file",
                        empty + ": holds no *.yaml",
                        latin + ": not a text in UTF-8"),
                invalid.problems().stream().map(String::valueOf).toList());
    }

    @Test
    void dummyWeightsAreForEnginesThatCanDoWithoutTheirs() {
        EngineCatalog catalog =
                files.with("APP_USE_DUMMY_WEIGHTS", "1")
                        .write("a.yaml", VLLM)
                        .write("b.yaml", LLAMA)
                        .load();

        assertTrue(catalog.engine("a").orElseThrow().model().dummy());
        assertFalse(catalog.engine("b").orElseThrow().model().dummy());
    }

    @Test
    void dummyWeightsMustBeAskedFor() {
        assertTrue(files.with("APP_USE_DUMMY_WEIGHTS", "True").spec(VLLM).model().dummy());
        assertFalse(files.with("APP_USE_DUMMY_WEIGHTS", "0").spec(VLLM).model().dummy());
        assertFalse(files.with("APP_USE_DUMMY_WEIGHTS", "").spec(VLLM).model().dummy());
    }

    @Test
    void theEnvironmentMayNameOtherFiles() {
        List<Path> configured = List.of(Path.of("yaml-configs"));

        assertEquals(configured, new CatalogLoader(Map.of()).choose(configured));
        assertEquals(
                configured,
                new CatalogLoader(Map.of("APP_LOCAL_CONFIG_PATH", " ")).choose(configured));
        assertEquals(
                List.of(Path.of("mine.yaml")),
                new CatalogLoader(Map.of("APP_LOCAL_CONFIG_PATH", "mine.yaml")).choose(configured));
    }

    @Test
    void replicasOfAModelShareItsNames() {
        EngineCatalog catalog =
                files.write("a.yaml", VLLM).write("b.yaml", VLLM.replace("vllm", "sglang")).load();

        assertEquals(2, catalog.engines().stream().filter(one -> one.serves("a/b")).count());
    }
}

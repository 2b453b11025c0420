package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What each shipped file launches, compared with a golden file that a person has read.
/// `-Dgolden.update=true` writes them anew.
class ShippedEnginesTest {
    private static final Path SHIPPED = Path.of("yaml-configs");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "STOKER_ENGINES", "/opt/engines",
                    "STOKER_JAVA", "/opt/java/bin/java",
                    "STOKER_PROGRAM_PATH", "/opt/stoker/stoker.jar");

    @TestFactory
    Stream<DynamicTest> everyShippedFileLaunchesWhatItsGoldenFileSays() throws IOException {
        try (Stream<Path> entries = Files.list(SHIPPED)) {
            return entries
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .map(stem -> DynamicTest.dynamicTest(stem, () -> compare(stem)))
                    .toList()
                    .stream();
        }
    }

    @Test
    void theShippedFilesAreOneCatalog() throws InvalidCatalog {
        EngineCatalog catalog = new CatalogLoader(ENVIRONMENT).load(List.of(SHIPPED));

        assertEquals(13, catalog.engines().size());
        assertTrue(catalog.servedNames().contains("llm"));
    }

    private static void compare(String stem) throws IOException, InvalidCatalog {
        Path golden = GOLDEN.resolve(stem + ".argv");
        EngineSpec spec =
                new CatalogLoader(ENVIRONMENT)
                        .load(List.of(SHIPPED.resolve(stem + ".yaml")))
                        .engines()
                        .getFirst();

        String launched = print(spec.dialect().command(spec, site(spec)));

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, launched);
        }
        assertEquals(Files.readString(golden), launched);
    }

    private static LaunchSite site(EngineSpec spec) {
        List<Integer> gpus =
                switch (spec.compute().gpus()) {
                    case GpuRequest.None _ -> List.of();
                    case GpuRequest.Count(int count) -> IntStream.range(0, count).boxed().toList();
                    case GpuRequest.Ids(var ids) -> ids;
                };
        return new LaunchSite(40000, Path.of("/run/stoker", spec.name()), gpus, ENVIRONMENT);
    }

    private static String print(LaunchCommand command) {
        String argv = String.join("\n", command.argv());
        String environment =
                new TreeMap<>(command.environment())
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                                .collect(Collectors.joining());
        String files =
                new TreeMap<>(command.files())
                        .entrySet().stream()
                                .map(entry ->
                                        "\n--- %s\n%s".formatted(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining());
        return "--- argv\n%s\n\n--- environment\n%s%s".formatted(argv, environment, files);
    }
}

package dev.stoker.engine.catalog;

import dev.stoker.engine.yaml.ConfigProblem;
import dev.stoker.engine.yaml.Reading;
import dev.stoker.engine.yaml.Substitution;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// Reads engine files, strictly and to the end: every problem of every file is told at once.
///
/// `APP_USE_DUMMY_WEIGHTS=1` in the environment makes each engine that can start without its
/// checkpoint do so; `APP_LOCAL_CONFIG_PATH` names files to read in place of others.
public final class CatalogLoader {
    private final Map<String, String> environment;

    /// @param environment fills in `${NAME}` in the files
    public CatalogLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The files to load: what `APP_LOCAL_CONFIG_PATH` names if it is set, else those configured.
    public List<Path> choose(List<Path> configured) {
        String named = environment.getOrDefault("APP_LOCAL_CONFIG_PATH", "");
        return named.isBlank() ? List.copyOf(configured) : List.of(Path.of(named));
    }

    /// Reads each file, and each `*.yaml` of each directory, in the order of names.
    ///
    /// @throws InvalidCatalog with every problem found, an unreadable file included
    public EngineCatalog load(List<Path> paths) throws InvalidCatalog {
        List<Reading> readings = new ArrayList<>();
        List<EngineFile> files = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : filesAt(path, readings)) {
                Reading reading = reading(file);
                readings.add(reading);
                read(reading).ifPresent(files::add);
            }
        }
        CatalogRules.check(files);
        List<ConfigProblem> problems =
                readings.stream().flatMap(one -> one.problems().stream()).sorted().toList();
        if (!problems.isEmpty()) {
            throw new InvalidCatalog(problems);
        }
        return new EngineCatalog(files.stream().map(EngineFile::spec).toList());
    }

    Optional<EngineFile> read(Reading reading) {
        try {
            return root(reading, Files.readString(reading.file()))
                    .map(root -> EngineFile.read(reading, root, dummyWeights()));
        } catch (NoSuchFileException _) {
            reading.problem(0, "", "no such file");
        } catch (CharacterCodingException _) {
            reading.problem(0, "", "not a text in UTF-8");
        } catch (IOException e) {
            reading.problem(0, "", "cannot be read: " + e);
        }
        return Optional.empty();
    }

    Reading reading(Path file) {
        return new Reading(file, new Substitution(environment));
    }

    private List<Path> filesAt(Path path, List<Reading> readings) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        Reading directory = reading(path);
        readings.add(directory);
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(CatalogLoader::isEngineFile).sorted().toList();
            if (files.isEmpty()) {
                directory.problem(0, "", "holds no *.yaml");
            }
            return files;
        } catch (IOException e) {
            directory.problem(0, "", "cannot be read: " + e);
            return List.of();
        }
    }

    private static boolean isEngineFile(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isRegularFile(path) && name.matches("[^.].*\\.ya?ml");
    }

    private static Optional<MappingNode> root(Reading reading, String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            reading.problem(1, "", "must be a mapping of keys to values");
        } catch (MarkedYAMLException e) {
            reading.problem(e.getProblemMark().getLine() + 1, "", "no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            reading.problem(1, "", "no YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean dummyWeights() {
        String wanted = environment.getOrDefault("APP_USE_DUMMY_WEIGHTS", "");
        return wanted.equals("1") || wanted.equalsIgnoreCase("true");
    }
}

package dev.stoker.engine.catalog;

import dev.stoker.engine.Model;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.Model.Weights;
import dev.stoker.engine.yaml.Section;
import dev.stoker.engine.yaml.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `model`.
final class ModelReader {
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");
    private static final Pattern ON_DISK = Pattern.compile("(\\.{0,2}|~)/.*|.*\\.gguf");
    private static final Map<String, Precision> PRECISIONS =
            Arrays.stream(Precision.values())
                    .collect(
                            Collectors.toMap(
                                    precision -> precision.name().toLowerCase(Locale.ROOT),
                                    Function.identity(),
                                    (one, _) -> one,
                                    LinkedHashMap::new));

    private ModelReader() {}

    static Model read(Section section, boolean dummy) {
        Values values = new Values(section);
        String path = path(values);
        Optional<String> revision = revision(values, path);
        List<String> names = names(values, path);
        Precision precision = values.choice("precision", PRECISIONS).orElse(Precision.AUTO);
        Weights written = weights(values);
        Weights loaded = dummy ? new Weights.Dummy() : written;
        Optional<Weights> kept = kept(values, loaded);
        section.close();
        return new Model(path, revision, names, precision, kept.orElse(loaded));
    }

    private static String path(Values values) {
        Section section = values.section();
        if (!section.written("path")) {
            section.problem("path", "missing; a hub repository or a path on disk");
        }
        Optional<String> path = values.text("path");
        path.filter(String::isBlank).ifPresent(_ -> section.problem("path", "must not be empty"));
        return path.orElse("");
    }

    private static Optional<String> revision(Values values, String path) {
        Optional<String> revision = values.text("revision");
        revision.filter(text -> !REVISION.matcher(text).matches())
                .ifPresent(
                        text -> values.section().problem("revision", "no commit or tag: " + text));
        if (revision.isPresent() && ON_DISK.matcher(path).matches()) {
            values.section().problem("revision", "a model on disk has none; leave it out: " + path);
        }
        return revision;
    }

    private static List<String> names(Values values, String path) {
        List<String> names = values.words("served-names");
        Section section = values.section();
        if (names.isEmpty()) {
            if (section.written("served-names")) {
                section.problem("served-names", "must not be empty");
            }
            return List.of(path);
        }
        List<String> once = names.stream().distinct().toList();
        if (once.size() < names.size()) {
            section.problem("served-names", "must be unique: " + names);
        }
        return once;
    }

    private static Optional<Weights> kept(Values values, Weights loaded) {
        return values.text("weights-from")
                .map(daemon -> new Weights.Kept(daemon, loaded instanceof Weights.Dummy));
    }

    private static Weights weights(Values values) {
        return values.choice(
                        "weights",
                        Map.<String, Weights>of(
                                "checkpoint",
                                new Weights.Checkpoint(),
                                "dummy",
                                new Weights.Dummy()))
                .orElseGet(Weights.Checkpoint::new);
    }
}

package dev.stoker.engine.catalog;

import dev.stoker.engine.Compute;
import dev.stoker.engine.Custom;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Model;
import dev.stoker.engine.Operation;
import dev.stoker.engine.yaml.Reading;
import dev.stoker.engine.yaml.Section;
import dev.stoker.engine.yaml.Values;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;

/// One engine file as far as it could be understood.
///
/// @param spec complete only if the reading met no problem
/// @param top for problems that show only beside other files
record EngineFile(EngineSpec spec, Section top) {
    private static final Map<String, EngineDialect> KINDS =
            EngineDialect.all().stream()
                    .collect(
                            Collectors.toMap(
                                    EngineDialect::kind,
                                    Function.identity(),
                                    (one, _) -> one,
                                    LinkedHashMap::new));

    /// @param dummyWeights whether engines that can are to start without a checkpoint
    static EngineFile read(Reading reading, MappingNode root, boolean dummyWeights) {
        Section top = Section.top(reading, root);
        Values values = new Values(top);
        String name = name(reading, values);
        Optional<EngineDialect> kind = kind(values);
        EngineDialect dialect = kind.orElseGet(Custom::new);
        boolean dummy = dummyWeights && dialect.fileRules().dummyWeights();
        Model model = ModelReader.read(top.section("model"), dummy);
        EngineSpec.Program program = ProgramReader.read(values, dialect);
        Compute compute = ComputeReader.read(values, program);
        Operation operation = OperationReader.read(values);
        EngineSpec spec = new EngineSpec(name, program, model, compute, operation);
        if (kind.isPresent()) {
            KindRules.check(top, spec);
        }
        top.close();
        return new EngineFile(spec, top);
    }

    private static String name(Reading reading, Values values) {
        String file = String.valueOf(reading.file().getFileName());
        String stem = file.replaceFirst("\\.ya?ml$", "");
        String name = values.text("name").orElse(stem);
        if (EngineSpec.NAME.matcher(name).matches()) {
            return name;
        }
        values.section().problem("name", "must match %s: %s".formatted(EngineSpec.NAME, name));
        return "x" + stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    }

    private static Optional<EngineDialect> kind(Values values) {
        if (!values.section().written("engine")) {
            values.section()
                    .problem("engine", "missing; one of " + String.join(", ", KINDS.keySet()));
        }
        return values.choice("engine", KINDS);
    }
}

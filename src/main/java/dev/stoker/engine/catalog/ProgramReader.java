package dev.stoker.engine.catalog;

import dev.stoker.engine.Build;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.yaml.Section;
import dev.stoker.engine.yaml.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads `program`, `command`, `args` and `environment`.
final class ProgramReader {
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ProgramReader() {}

    static EngineSpec.Program read(Values top, EngineDialect dialect) {
        List<String> program = top.command("program");
        List<String> command = top.command("command");
        Section args = top.section().section("args");
        Section environment = top.section().section("environment");
        Map<String, Object> settings = new Values(args).free();
        Map<String, String> variables = new Values(environment).variables();
        checkArguments(args, settings);
        checkVariables(environment, variables);
        return new EngineSpec.Program(
                dialect,
                command.isEmpty() ? program : command,
                settings,
                variables,
                build(top.section()));
    }

    private static Optional<Build> build(Section top) {
        Section build = top.section("build");
        Values values = new Values(build);
        Section steps = build.section("steps");
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String step : List.copyOf(steps.open())) {
            commands.put(step, new Values(steps).command(step));
        }
        int largest = values.notNegative("largest-batch", 0);
        String serve = values.text("serve").orElse("");
        if (!top.written("build")) {
            return Optional.empty();
        }
        if (commands.values().stream().anyMatch(List::isEmpty) || commands.isEmpty()) {
            build.problem("steps", "must hold a command under the name of each step");
            return Optional.empty();
        }
        return Optional.of(
                new Build(
                        commands,
                        serve,
                        largest == 0 ? OptionalInt.empty() : OptionalInt.of(largest)));
    }

    private static void checkArguments(Section section, Map<String, Object> args) {
        for (String key : args.keySet()) {
            if (!ARGUMENT.matcher(key).matches()) {
                section.problem(key, "no option's name; write it without leading hyphens");
            }
        }
    }

    private static void checkVariables(Section section, Map<String, String> variables) {
        for (String name : variables.keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                section.problem(name, "no environment variable's name");
            }
        }
        if (variables.containsKey("CUDA_VISIBLE_DEVICES")) {
            section.problem("CUDA_VISIBLE_DEVICES", "Stoker sets this itself: write gpus");
        }
    }
}

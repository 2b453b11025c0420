package dev.stoker.engine.catalog;

import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.yaml.Section;
import dev.stoker.engine.yaml.Values;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `program`, `command`, `args` and `environment`.
final class ProgramReader {
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ProgramReader() {}

    static EngineSpec.Program read(Values top, EngineDialect dialect) {
        List<String> program = top.words("program");
        List<String> command = top.words("command");
        Section args = top.section().section("args");
        Section environment = top.section().section("environment");
        Map<String, Object> settings = new Values(args).free();
        Map<String, String> variables = new Values(environment).variables();
        checkArguments(args, settings);
        checkVariables(environment, variables);
        return new EngineSpec.Program(
                dialect, command.isEmpty() ? program : command, settings, variables);
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

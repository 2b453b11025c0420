package dev.stoker.engine;

import java.util.Map;

/// One engine as the operator wrote it, complete and free of contradictions.
///
/// @param name unique in a catalog; the file's name without its extension unless the file says
///   otherwise
public record EngineSpec(
        String name, Program program, Model model, Compute compute, Operation operation) {

    /// What is executed: the kind of engine, the arguments passed to it as they are, its
    /// environment.
    public record Program(
            EngineDialect dialect, Map<String, Object> args, Map<String, String> environment) {
        public Program {
            args = Map.copyOf(args);
            environment = Map.copyOf(environment);
        }
    }

    public EngineDialect dialect() {
        return program.dialect();
    }

    /// Whether a request for this model name is for this engine.
    public boolean serves(String modelName) {
        return model.servedNames().contains(modelName);
    }
}

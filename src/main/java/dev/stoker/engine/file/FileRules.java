package dev.stoker.engine.file;

import java.util.HashMap;
import java.util.Map;

/// What an engine file may say for one kind of engine.
///
/// @param reserved keys of `args` that Stoker writes itself, with hyphens, each with what to do
///   instead
/// @param unused keys of the file that mean nothing to this kind, each with what to do instead
/// @param onGpus whether it runs on GPUs unless the file says otherwise
/// @param dummyWeights whether it starts without a checkpoint
public record FileRules(
        Map<String, String> reserved,
        Map<String, String> unused,
        boolean onGpus,
        boolean dummyWeights) {
    public static final String LOOPBACK = "the engine listens on loopback only";
    public static final String FREE_PORT = "each run gets a free port of its own";
    public static final String KEYS = "clients show their keys to Stoker, not to the engine";
    public static final String PRIORITY = "chat is always let past batch work";
    public static final String ONE_NODE = "it runs on one machine";
    public static final String METRICS = "Stoker reads the metrics, so they are always on";

    public FileRules {
        reserved = Map.copyOf(reserved);
        unused = Map.copyOf(unused);
    }

    /// For engines that load a checkpoint from the hub onto GPUs, or do without one.
    public static FileRules forGpus() {
        return new FileRules(Map.of(), Map.of("command", "write program"), true, true);
    }

    /// For engines that need no GPU.
    public static FileRules forProcessor() {
        return new FileRules(Map.of(), Map.of("nodes", ONE_NODE), false, false);
    }

    /// These `args` are written elsewhere in the file.
    public FileRules instead(String key, String... args) {
        return because("write " + key, args);
    }

    /// These `args` are Stoker's own.
    public FileRules because(String reason, String... args) {
        Map<String, String> more = new HashMap<>(reserved);
        for (String arg : args) {
            more.put(arg, reason);
        }
        return new FileRules(more, unused, onGpus, dummyWeights);
    }

    public FileRules unused(String advice, String... keys) {
        Map<String, String> more = new HashMap<>(unused);
        for (String key : keys) {
            more.put(key, advice);
        }
        return new FileRules(reserved, more, onGpus, dummyWeights);
    }
}

package dev.stoker.supervisor.run;

import dev.stoker.engine.launch.BuildScript;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.process.Exit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out why an engine died, from how it ended and from its last lines.
///
/// The signatures are the engines' own words. An engine that has served requests cannot have died
/// of its configuration, and its log may quote what clients wrote: then only causes that a restart
/// mends are believed.
public final class DiagnoseCrash {
    private static final int KILL = 9;
    private static final int KILLED_IN_A_SHELL = 137;
    private static final int LONGEST_QUOTE = 300;

    /// What a line of output gives away; earlier signatures win over later ones.
    private record Signature(CrashCause cause, Pattern line) {
        static Signature of(CrashCause cause, String... patterns) {
            return new Signature(cause, Pattern.compile(String.join("|", patterns)));
        }
    }

    private static final List<Signature> SIGNATURES =
            List.of(
                    Signature.of(
                            CrashCause.BUILD_FAILED,
                            "^" + BuildScript.MARK + ".* failed with exit code \\d+$"),
                    Signature.of(
                            CrashCause.BAD_FLAG,
                            "error: unrecognized arguments",
                            "error: argument -",
                            "error: ambiguous option",
                            "error: the following arguments are required",
                            "error: invalid argument:", // llama.cpp
                            "simulator: error: ",
                            "error while handling argument",
                            "ValueError: Unsupported config option", // SGLang's settings file
                            "Error: No such option",
                            "Error: Invalid value for",
                            "validation errors? for \\w*(Config|Args)"),
                    Signature.of(
                            CrashCause.PROGRAM_MISSING,
                            "No module named '?(vllm|sglang|tensorrt_llm)",
                            "error while loading shared libraries"),
                    Signature.of(
                            CrashCause.GPUS_MISSING,
                            "No CUDA GPUs are available",
                            "Found no NVIDIA driver",
                            "no CUDA-capable device is detected",
                            "UnsupportedPlatformForIPCError", // vLLM's weight daemon
                            "CUDA error: invalid device ordinal"),
                    Signature.of(
                            CrashCause.OUT_OF_MEMORY,
                            "(CUDA|HIP) out of memory",
                            "OutOfMemoryError",
                            "(cudaMalloc failed|CUDA error|CUDA driver error): out of memory",
                            "cudaErrorMemoryAllocation",
                            "ALLOC_FAILED",
                            "Not enough memory\\. Please try",
                            "No available memory for the cache blocks",
                            "less than desired GPU memory utilization",
                            "larger than the available KV cache memory",
                            "unable to allocate \\S+ buffer"),
                    Signature.of(
                            CrashCause.PORT_TAKEN,
                            "[Aa]ddress already in use",
                            "couldn't bind (HTTP )?server socket"),
                    Signature.of(
                            CrashCause.GPU_ERROR,
                            "CUDA error",
                            "CUDA driver error",
                            "NCCL error",
                            "nccl(UnhandledCuda|System|Internal|Remote)Error",
                            "Watchdog caught collective operation timeout",
                            "device-side assert",
                            "cudaError[A-Z]",
                            "CUBLAS_STATUS_",
                            "NVRM: Xid",
                            "uncorrectable ECC"),
                    Signature.of(
                            CrashCause.WEIGHTS_MISSING,
                            "HFValidationError",
                            "(Repository|Revision|LocalEntry|Entry)NotFoundError",
                            "GatedRepoError",
                            "OfflineModeIsEnabled",
                            "is not a valid model identifier",
                            "[Cc]annot find any model weights",
                            "does not appear to have a file named",
                            "cannot find the requested files in the (disk|local) cache",
                            "No such file or directory: '[^']*(safetensors|config\\.json|\\.gguf)",
                            "failed to open GGUF file",
                            "error loading model",
                            "failed to load model"),
                    Signature.of(
                            CrashCause.KILLED_BY_HOST,
                            "terminated with -9",
                            "exit ?code:? -9",
                            "oom-kill|Out of memory: Killed process"),
                    Signature.of(
                            CrashCause.WORKER_DIED,
                            "EngineDeadError",
                            "Engine core proc \\S+ died",
                            "Worker proc \\S+ died",
                            "Engine core initialization failed",
                            "(Scheduler|DataParallelController) .*died",
                            "A child process .*(failed|crashed)",
                            "Rank \\d+ scheduler (died|is dead)"));

    /// An engine that says so goes on living, and never serves.
    private static final Pattern CANNOT_START =
            Pattern.compile("error while attempting to bind on address");

    private static final Pattern TROUBLE = Pattern.compile("\\w(Error|Exception)\\b|FATAL|fatal");
    private static final Pattern ANYTHING = Pattern.compile("\\S");

    private DiagnoseCrash() {}

    /// @param served whether the run had answered a request before
    public static Crash of(Exit exit, List<String> log, boolean served, Instant at) {
        if (exit instanceof Exit.NotStarted) {
            return new Crash(CrashCause.PROGRAM_MISSING, exit.words(), at);
        }
        for (Signature signature : SIGNATURES) {
            CrashCause cause = served ? signature.cause() : whileStarting(signature.cause());
            if (served && cause.isConfiguration()) {
                continue;
            }
            Optional<String> line = lastMatch(signature.line(), log);
            if (line.isPresent()) {
                return new Crash(cause, exit.words() + ": " + line.get(), at);
            }
        }
        return new Crash(byExit(exit), withLastLine(exit, log), at);
    }

    /// A line after which waiting for a starting engine is in vain, though it does not exit.
    static Optional<Crash> ofLine(String line, Instant at) {
        return CANNOT_START.matcher(line).find()
                ? Optional.of(new Crash(CrashCause.PORT_TAKEN, shortened(line), at))
                : Optional.empty();
    }

    private static CrashCause whileStarting(CrashCause cause) {
        return cause == CrashCause.OUT_OF_MEMORY ? CrashCause.OUT_OF_MEMORY_AT_LOAD : cause;
    }

    private static CrashCause byExit(Exit exit) {
        return switch (exit) {
            case Exit.Signal(int number) ->
                    number == KILL ? CrashCause.KILLED_BY_HOST : CrashCause.UNKNOWN;
            case Exit.Code(int code) ->
                    code == KILLED_IN_A_SHELL ? CrashCause.KILLED_BY_HOST : CrashCause.UNKNOWN;
            case Exit.Unseen _ -> CrashCause.KILLED_BY_HOST;
            case Exit.NotStarted _ -> CrashCause.PROGRAM_MISSING;
        };
    }

    private static Optional<String> lastMatch(Pattern pattern, List<String> log) {
        return log.reversed().stream()
                .filter(line -> pattern.matcher(line).find())
                .findFirst()
                .map(DiagnoseCrash::shortened);
    }

    private static String withLastLine(Exit exit, List<String> log) {
        return lastMatch(TROUBLE, log)
                .or(() -> lastMatch(ANYTHING, log))
                .map(line -> exit.words() + ", last words: " + line)
                .orElseGet(exit::words);
    }

    private static String shortened(String line) {
        String stripped = line.strip();
        return stripped.length() > LONGEST_QUOTE
                ? stripped.substring(0, LONGEST_QUOTE) + "…"
                : stripped;
    }
}

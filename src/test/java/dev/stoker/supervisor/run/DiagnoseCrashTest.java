package dev.stoker.supervisor.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.process.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On what genuine engines printed before they died.
class DiagnoseCrashTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "vllm-bad-flag.log, 2, BAD_FLAG, unrecognized arguments: --no-such-flag",
        "vllm-missing-model.log, 1, WEIGHTS_MISSING, /no/such/model",
        "vllm-port-in-use.log, 1, PORT_TAKEN, [Errno 98] Address already in use",
        "llamacpp-bad-flag.log, 1, BAD_FLAG, invalid argument: --no-such-flag",
        "llamacpp-missing-model.log, 1, WEIGHTS_MISSING, /models/missing.gguf",
        "llamacpp-port-in-use.log, 1, PORT_TAKEN, couldn't bind",
        "sglang-port-in-use.log, 1, PORT_TAKEN, error while attempting to bind on address",
    })
    void whatAnEngineLoggedDuringItsStartTellsTheCause(
            String log, int code, CrashCause cause, String quoted) throws IOException {
        Crash crash = DiagnoseCrash.of(new Exit.Code(code), lines(log), false, AT);

        assertEquals(cause, crash.cause());
        assertTrue(crash.detail().startsWith("exit code " + code + ": "), crash::detail);
        assertTrue(crash.detail().contains(quoted), crash::detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simulator: error: --startup needs a duration like 2s: x | BAD_FLAG",
                "error: invalid argument: --no-such-flag | BAD_FLAG",
                "usage: launch_server.py … error: the following arguments are required: --model-path | BAD_FLAG",
                "Error: No such option: --tp | BAD_FLAG",
                "ValueError: Unsupported config option 'x' with action 'DeprecatedAliasStoreAction' | BAD_FLAG",
                "pydantic_core._pydantic_core.ValidationError: 1 validation error for ModelConfig | BAD_FLAG",
                "ModuleNotFoundError: No module named 'vllm' | PROGRAM_MISSING",
                "llama-server: error while loading shared libraries: libggml.so: cannot open | PROGRAM_MISSING",
                "RuntimeError: No CUDA GPUs are available | GPUS_MISSING",
                "UnsupportedPlatformForIPCError: platform 'cpu' does not support CUDA IPC weight sharing | GPUS_MISSING",
                "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.25 GiB | OUT_OF_MEMORY_AT_LOAD",
                "ValueError: No available memory for the cache blocks. | OUT_OF_MEMORY_AT_LOAD",
                "ValueError: Free memory on device (4.3/79.1 GiB) is less than desired GPU memory utilization | OUT_OF_MEMORY_AT_LOAD",
                "RuntimeError: Not enough memory. Please try to increase --mem-fraction-static. | OUT_OF_MEMORY_AT_LOAD",
                "ggml_backend_cuda_buffer_type_alloc_buffer: allocating 4096.00 MiB on device 0: cudaMalloc failed: out of memory | OUT_OF_MEMORY_AT_LOAD",
                "couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 8080 | PORT_TAKEN",
                "torch.distributed.DistBackendError: NCCL error in: ProcessGroupNCCL.cpp:3384 | GPU_ERROR",
                "[rank1]:[E1121] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=7) | GPU_ERROR",
                "RuntimeError: CUDA error: an illegal memory access was encountered | GPU_ERROR",
                "OSError: nobody/nothing is not a local folder and is not a valid model identifier | WEIGHTS_MISSING",
                "huggingface_hub.errors.GatedRepoError: 401 Client Error. | WEIGHTS_MISSING",
                "huggingface_hub.errors.LocalEntryNotFoundError: Cannot find the requested files | WEIGHTS_MISSING",
                "gguf_init_from_file: failed to open GGUF file 'missing.gguf' | WEIGHTS_MISSING",
                "Scheduler or DataParallelController 77 terminated with -9 | KILLED_BY_HOST",
                "RuntimeError: Engine core initialization failed. Failed core proc(s): {} | WORKER_DIED",
                "something nobody has seen before | UNKNOWN",
            })
    void eachSignatureHasItsCause(String line, CrashCause cause) {
        List<String> log = List.of("INFO starting", line, "  at the end of a traceback");

        Crash crash = DiagnoseCrash.of(new Exit.Code(1), log, false, AT);

        assertEquals(cause, crash.cause(), crash::detail);
    }

    @Test
    void outOfMemoryWhileServingIsWorthARestart() {
        List<String> log = List.of("torch.OutOfMemoryError: CUDA out of memory.");

        Crash crash = DiagnoseCrash.of(new Exit.Code(1), log, true, AT);

        assertEquals(CrashCause.OUT_OF_MEMORY, crash.cause());
        assertFalse(crash.cause().isConfiguration());
    }

    @Test
    void aPromptInTheLogCannotMakeACrashLookLikeAConfiguration() {
        List<String> log = List.of("Received request: prompt: 'error: unrecognized arguments'");

        Crash crash = DiagnoseCrash.of(new Exit.Code(1), log, true, AT);

        assertEquals(CrashCause.UNKNOWN, crash.cause());
    }

    @Test
    void aKillWithoutAnOutOfMemoryOfOursCameFromTheHost() {
        Crash crash = DiagnoseCrash.of(new Exit.Signal(9), List.of("decoding"), true, AT);

        assertEquals(
                new Crash(CrashCause.KILLED_BY_HOST, "signal 9 (KILL), last words: decoding", AT),
                crash);
    }

    @Test
    void aKillSeenByAShellCameFromTheHostToo() {
        Crash crash = DiagnoseCrash.of(new Exit.Code(137), List.of(), false, AT);

        assertEquals(CrashCause.KILLED_BY_HOST, crash.cause());
    }

    @Test
    void memoryRunsOutBeforeTheKill() {
        List<String> log = List.of("RuntimeError: CUDA error: out of memory");

        Crash crash = DiagnoseCrash.of(new Exit.Signal(9), log, false, AT);

        assertEquals(CrashCause.OUT_OF_MEMORY_AT_LOAD, crash.cause());
    }

    @Test
    void anExitWithCodeZeroIsACrashAsWell() throws IOException {
        List<String> log = lines("vllm-enginecore-killed.log");

        Crash crash = DiagnoseCrash.of(new Exit.Code(0), log, true, AT);

        assertEquals(CrashCause.WORKER_DIED, crash.cause());
        assertTrue(crash.detail().startsWith("exit code 0: "), crash::detail);
        assertTrue(crash.detail().contains("EngineDeadError"), crash::detail);
    }

    @Test
    void aWorkerThatTheHostKilledIsNamedThoughTheLeaderExitedWithZero() throws IOException {
        List<String> log = lines("vllm-worker-killed.log");

        Crash crash = DiagnoseCrash.of(new Exit.Code(0), log, true, AT);

        assertEquals(CrashCause.KILLED_BY_HOST, crash.cause());
        assertTrue(crash.detail().contains("VllmWorker-0 died"), crash::detail);
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        Crash crash =
                DiagnoseCrash.of(new Exit.NotStarted("vllm", "no such file"), List.of(), false, AT);

        assertEquals(
                new Crash(CrashCause.PROGRAM_MISSING, "could not start vllm: no such file", AT),
                crash);
    }

    @Test
    void aStartThatCannotBindItsPortIsLostThoughItGoesOnLiving() throws IOException {
        List<Crash> lost =
                lines("sglang-port-in-use.log").stream()
                        .flatMap(line -> DiagnoseCrash.ofLine(line, AT).stream())
                        .toList();

        assertEquals(1, lost.size());
        assertEquals(CrashCause.PORT_TAKEN, lost.getFirst().cause());
    }

    private static List<String> lines(String log) throws IOException {
        return Files.readAllLines(
                Path.of("src/test/resources/engine-logs", log), StandardCharsets.UTF_8);
    }
}

package dev.stoker.e2e.genuine;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.testkit.GenuineEngines;
import dev.stoker.testkit.Processes;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A file of the test resources: a genuine engine with a model of two layers and no weights.
///
/// @param engines the directory that holds the engine
/// @param mark which all processes of this test inherit, and none of another
record TinyEngineFile(String name, Path engines, String mark) {
    private static final String MARK = "GENUINE_RUN";

    static TinyEngineFile ofVllm() throws Exception {
        return of("tiny-vllm", GenuineEngines.vllm());
    }

    static TinyEngineFile ofSglang() throws Exception {
        return of("tiny-sglang", GenuineEngines.sglang());
    }

    private static TinyEngineFile of(String name, Path engines) {
        return new TinyEngineFile(name, engines, UUID.randomUUID().toString());
    }

    EngineSpec spec() throws Exception {
        return new CatalogLoader(environment()).load(List.of(path())).engines().getFirst();
    }

    /// The packaged service with this engine alone.
    StokerProcess serve(Path state) throws Exception {
        return new StokerProcess.Launch(environment(), 0).start(state, path());
    }

    /// Every living process of the engine, wherever it went.
    List<ProcessHandle> processes() {
        return Processes.inheriting(MARK, mark);
    }

    private Path path() {
        return Path.of("src/test/resources/engines", name + ".yaml");
    }

    private Map<String, String> environment() {
        return Map.of(
                "STOKER_ENGINES", engines.toString(), "APP_USE_DUMMY_WEIGHTS", "1", MARK, mark);
    }
}

package dev.stoker.e2e.genuine;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The genuine vLLM on a processor, with a model that has no weights.
@Tag("genuine")
class GenuineVllmIT {
    @Test
    void vllmServesSurvivesDeathsAndAHungWorkerAndLeavesNothing(@TempDir Path directory)
            throws Exception {
        String core = "VLLM::EngineCore";
        String worker = "VLLM::Worker";

        new Ordeal(TinyEngineFile.ofVllm(), core, worker, worker).endure(directory);
    }
}

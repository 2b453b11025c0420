package dev.stoker.e2e.genuine;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The genuine SGLang on a processor, with a model that has no weights.
@Tag("genuine")
class GenuineSglangIT {
    @Test
    void sglangServesSurvivesDeathsAndAHungSchedulerAndLeavesNothing(@TempDir Path directory)
            throws Exception {
        String scheduler = "sglang::scheduler";
        String detokenizer = "sglang::detokenizer";

        new Ordeal(TinyEngineFile.ofSglang(), scheduler, detokenizer, scheduler).endure(directory);
    }
}

package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.file.FileRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileRulesTest {

    static List<EngineDialect> kindsWithSettings() {
        return List.of(new Sglang(), new Vllm(), new TensorRtLlm(), new LlamaCpp());
    }

    /// Else the operator's setting and Stoker's would silently contradict each other.
    @ParameterizedTest
    @MethodSource("kindsWithSettings")
    void everyOptionThatStokerWritesItselfIsReserved(EngineDialect dialect) {
        List<String> argv = withEverything(dialect).launch().argv();

        Set<String> written =
                argv.stream()
                        .filter(word -> word.startsWith("--"))
                        .map(word -> word.substring(2).replace('_', '-'))
                        .collect(Collectors.toCollection(TreeSet::new));
        written.remove("backend");
        written.removeAll(dialect.fileRules().reserved().keySet());
        assertEquals(Set.of(), written);
    }

    @ParameterizedTest
    @MethodSource("kindsWithSettings")
    void whereTheEngineListensIsStokersAlone(EngineDialect dialect) {
        Map<String, String> reserved = dialect.fileRules().reserved();

        assertEquals(FileRules.LOOPBACK, reserved.get("host"));
        assertEquals(FileRules.FREE_PORT, reserved.get("port"));
    }

    @Test
    void anAdviceNamesTheKeyToWrite() {
        FileRules rules = FileRules.forGpus().instead("model.path", "model", "model-path");

        assertEquals(
                Map.of("model", "write model.path", "model-path", "write model.path"),
                rules.reserved());
        assertEquals(Map.of("command", "write program"), rules.unused());
    }

    @Test
    void onlyEnginesOfCheckpointsDoWithoutOne() {
        assertTrue(new Sglang().fileRules().dummyWeights());
        assertTrue(new Vllm().fileRules().dummyWeights());
        assertTrue(new TensorRtLlm().fileRules().dummyWeights());
        assertFalse(new LlamaCpp().fileRules().dummyWeights());
        assertFalse(new Custom().fileRules().dummyWeights());
    }

    private static Specs withEverything(EngineDialect dialect) {
        return Specs.of(dialect)
                .precision(Precision.BF16)
                .split(2, 2, 2, 2)
                .speculation(new Speculation("EAGLE3", 3, 1, 4, Optional.of("acme/draft")));
    }
}

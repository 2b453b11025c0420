package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.testkit.EngineSpecs;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlacesOfEnginesTest {
    @Test
    void eachKindHasAnArgumentOfItsOwn() {
        assertEquals(OptionalInt.of(8), places(new Vllm(), "max-num-seqs", 8L));
        assertEquals(OptionalInt.of(64), places(new Sglang(), "max-running-requests", 64L));
        assertEquals(OptionalInt.of(256), places(new Simulator(), "max-running", 256L));
    }

    @Test
    void whatTheFileDoesNotSayIsUnknown() {
        assertEquals(OptionalInt.empty(), places(new Vllm(), "max-model-len", 2048L));
        assertEquals(OptionalInt.empty(), places(new Vllm(), "max-num-seqs", "many"));
        assertEquals(OptionalInt.empty(), places(new LlamaCpp(), "parallel", 4L));
    }

    private static OptionalInt places(EngineDialect kind, String argument, Object value) {
        return EngineSpecs.engine().ofKind(kind).withArgs(Map.of(argument, value)).build().places();
    }
}

package dev.stoker.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.launch.LaunchCommand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
    @Test
    void valuesOfTellingFlagsAreMasked() {
        List<String> argv = List.of("vllm", "--api-key", "sk-12345", "--admin-api-key=sk-67890");

        assertEquals("vllm --api-key *** --admin-api-key=***", secrets(argv, Map.of()).mask(argv));
    }

    @Test
    void flagsThatOnlySoundAlikeAreShown() {
        List<String> argv =
                List.of(
                        "--tokenizer",
                        "Qwen/Qwen3-8B",
                        "--max-num-batched-tokens",
                        "8192",
                        "--speculative-num-draft-tokens=1024");

        assertEquals(String.join(" ", argv), secrets(argv, Map.of()).mask(argv));
    }

    @Test
    void aValueOfTheEnvironmentIsMaskedWhereverItAppears() {
        Secrets secrets =
                secrets(List.of("sglang"), Map.of("HF_TOKEN", "hf_secret", "SGL_MODE", "fast"));

        assertEquals(
                "args {'token': '***', 'mode': 'fast'}",
                secrets.mask("args {'token': 'hf_secret', 'mode': 'fast'}"));
    }

    @Test
    void ofTwoSecretsOneInsideTheOtherNothingRemains() {
        Secrets secrets = secrets(List.of(), Map.of("A_KEY", "abcd", "B_KEY", "abcdefgh"));

        assertEquals("***", secrets.mask("abcdefgh"));
    }

    @Test
    void aValueTooShortToBeASecretDoesNotSpoilTheLog() {
        Secrets secrets = secrets(List.of("--api-key", "1"), Map.of());

        assertEquals("layer 1 of 11", secrets.mask("layer 1 of 11"));
    }

    @Test
    void aFlagWithoutAValueIsNoTrouble() {
        List<String> argv = List.of("engine", "--api-key");

        assertEquals("engine --api-key", secrets(argv, Map.of()).mask(argv));
    }

    private static Secrets secrets(List<String> argv, Map<String, String> environment) {
        return Secrets.of(new LaunchCommand(argv, environment, Map.of()));
    }
}

package dev.stoker.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.simulator.SimulatorOptions.ServedModel;
import dev.stoker.simulator.pace.Pace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorOptionsTest {
    @Test
    void aModelIsEnough() {
        SimulatorOptions options = SimulatorOptions.parse(List.of("--model", "m"));

        assertEquals(
                new SimulatorOptions(
                        8000,
                        Duration.ZERO,
                        new ServedModel(List.of("m"), 16_384, 64),
                        Pace.instant(),
                        List.of()),
                options);
    }

    @Test
    void everyFlagIsRead() {
        String line =
                "--port 1234 --model m --model llm --prefill-tokens-per-second 30000"
                        + " --decode-tokens-per-second 50.5 --max-running 8 --startup 1.5s"
                        + " --context 2048 --answer-tokens 300 --fault ignore-term"
                        + " --fault exit-after-tokens=7";

        SimulatorOptions options = SimulatorOptions.parse(List.of(line.split(" ")));

        assertEquals(
                new SimulatorOptions(
                        1234,
                        Duration.ofMillis(1500),
                        new ServedModel(List.of("m", "llm"), 2048, 300),
                        new Pace(30_000, 50.5, 8),
                        List.of(new Fault.IgnoreTerm(), new Fault.ExitAfterTokens(7))),
                options);
    }

    @ParameterizedTest
    @CsvSource({
        "--modle m, no such flag: --modle",
        "--model m --port, --port needs a value",
        "--model m --port x, --port needs a number: x",
        "--model m --startup 2x, --startup needs a duration like 2s: 2x",
        "--model m --max-running 0, max-running must be at least 1: 0",
        "--model m --decode-tokens-per-second -1, decode-tokens-per-second must be 0 or more: -1.0",
        "--port 1, --model is missing"
    })
    void nonsenseIsRefusedByFlag(String line, String message) {
        List<String> arguments = List.of(line.split(" "));

        Exception refusal =
                assertThrows(
                        IllegalArgumentException.class, () -> SimulatorOptions.parse(arguments));

        assertEquals(message, refusal.getMessage());
    }
}

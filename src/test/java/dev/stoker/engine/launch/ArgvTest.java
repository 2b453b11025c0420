package dev.stoker.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgvTest {

    @Test
    void whatIsAbsentIsNotSaid() {
        List<String> words =
                Argv.of(List.of("serve"))
                        .option("--revision", Optional.empty())
                        .option("--port", 80)
                        .option("--name", Optional.of("a b"))
                        .optionIf(false, "--pp", 1)
                        .addIf(true, "--eager")
                        .words();

        assertEquals(List.of("serve", "--port", "80", "--name", "a b", "--eager"), words);
    }

    @Test
    void flagsAreBareOrUnsaidAndPairsAreNot() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("on", true);
        settings.put("off", false);
        settings.put("many", List.of(1, 2));
        settings.put("map", Map.of("k", "v"));

        assertEquals(
                "--on --many 1 --many 2 --map {\"k\":\"v\"}",
                String.join(" ", Argv.of(List.of()).flags(settings).words()));
        assertEquals(
                "--on true --off false --many 1 --many 2 --map {\"k\":\"v\"}",
                String.join(" ", Argv.of(List.of()).pairs(settings).words()));
    }
}

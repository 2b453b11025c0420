package dev.stoker.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {
    private final Substitution substitution =
            new Substitution(Map.of("HOME", "/home/op", "EMPTY", "", "ODD", "a$1\\b"));
    private final List<String> complaints = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "${HOME}/x, /home/op/x",
        "${HOME}${HOME}, /home/op/home/op",
        "${NONE:.stoker/engines}/x, .stoker/engines/x",
        "${NONE:a:b}, a:b",
        "x${NONE:}y, xy",
        "x${EMPTY:default}y, xy",
        "$${HOME}, ${HOME}",
        "${ODD}, a$1\\b",
        "http://${host}:${port}/${model}, http://${host}:${port}/${model}",
        "a $5 {b} ${, a $5 {b} ${",
    })
    void fillsIn(String text, String filled) {
        assertEquals(Optional.of(filled), substitution.apply(text, complaints::add));
        assertEquals(List.of(), complaints);
    }

    @Test
    void eachVariableThatIsMissingIsNamed() {
        Optional<String> filled = substitution.apply("${A}/${HOME}/${B}", complaints::add);

        assertEquals(Optional.empty(), filled);
        assertEquals(
                List.of(
                        "environment variable A is not set; give it a default: ${A:...}",
                        "environment variable B is not set; give it a default: ${B:...}"),
                complaints);
    }
}

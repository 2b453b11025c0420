package dev.stoker.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;

class ValuesTest {
    private final Reading reading =
            new Reading(Path.of("f.yaml"), new Substitution(Map.of("N", "7")));

    @Test
    void plainWordsGetTheTypesOfYaml12() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("int", 12L);
        expected.put("negative", -3L);
        expected.put("huge", new BigInteger("123456789012345678901"));
        expected.put("decimal", new BigDecimal("0.90"));
        expected.put("exponent", new BigDecimal("1e-5"));
        expected.put("yes", true);
        expected.put("off", "off");
        expected.put("time", "12:30");
        expected.put("octal", 17L);
        expected.put("quoted", "12");
        expected.put("filled", 7L);
        expected.put("list", List.of(1L, "a", List.of(true)));
        expected.put("map", Map.of("k", 1L));

        Map<String, Object> values =
                values(
                                """
                                int: 12
                                negative: -3
                                huge: 123456789012345678901
                                decimal: 0.90
                                exponent: 1e-5
                                "yes": true
                                "off": off
                                time: 12:30
                                octal: 017
                                quoted: "12"
                                filled: ${N}
                                list: [1, a, [true]]
                                map: {k: 1}
                                """)
                        .free();

        assertEquals(expected, values);
        assertEquals(List.of(), reading.problems());
    }

    @Test
    void whatHasNoValueIsAProblem() {
        values(
                        """
                        a:
                        b: [1, null]
                        c: {d: ~}
                        e: &e [*e]
                        f: {g: 1, g: 2}
                        h: ${M}
                        """)
                .free();

        assertProblems(
                "f.yaml:1 a: has no value",
                "f.yaml:2 b: has no value",
                "f.yaml:3 c: has no value",
                "f.yaml:4 e: refers to itself",
                "f.yaml:5 f: has g twice",
                "f.yaml:6 h: environment variable M is not set; give it a default: ${M:...}");
    }

    @Test
    void variablesKeepTheirVeryText() {
        Map<String, String> variables =
                values("A: 007\nB: '0.90'\nC: 1e3\nD: ''\nE: ${N}\n").variables();

        assertEquals(Map.of("A", "007", "B", "0.90", "C", "1e3", "D", "", "E", "7"), variables);
    }

    @Test
    void variablesAreTextOrNumbers() {
        values("A: true\nB:\nC: [1]\nD: 'true'\n").variables();

        assertProblems(
                "f.yaml:1 A: must be text or a number; quote it",
                "f.yaml:2 B: has no value; write '' for an empty one",
                "f.yaml:3 C: must be a single value");
    }

    @Test
    void numbersAreWholeAndLargeEnough() {
        Values values = values("a: 2\nb: 0\nc: 1.5\nd: [1]\ne: 0\nf: 9999999999\n");

        assertEquals(2, values.positive("a", 1));
        assertEquals(1, values.positive("b", 1));
        assertEquals(1, values.positive("c", 1));
        assertEquals(1, values.positive("d", 1));
        assertEquals(0, values.notNegative("e", 1));
        assertEquals(1, values.positive("f", 1));
        assertEquals(1, values.positive("absent", 1));
        assertProblems(
                "f.yaml:2 b: must be a whole number from 1 on: 0",
                "f.yaml:3 c: must be a whole number from 1 on: 1.5",
                "f.yaml:4 d: must be a single value",
                "f.yaml:6 f: must be a whole number from 1 on: 9999999999");
    }

    @Test
    void aChoiceThatIsNoneNamesTheNearest() {
        Values values = values("a: dumy\nb: purple\n");
        Map<String, Integer> choices = Map.of("dummy", 1, "checkpoint", 2);

        values.choice("a", choices);
        values.choice("b", choices);

        assertProblems(
                "f.yaml:1 a: no such value: dumy; did you mean dummy?; one of checkpoint, dummy",
                "f.yaml:2 b: no such value: purple; one of checkpoint, dummy");
    }

    @Test
    void wordsAreOneOrMany() {
        Values values = values("a: one\nb: [one, 2]\nc: [one, '']\nd: [[x]]\n");

        assertEquals(List.of("one"), values.words("a"));
        assertEquals(List.of("one", "2"), values.words("b"));
        values.words("c");
        assertEquals(List.of(), values.words("d"));
        assertProblems(
                "f.yaml:3 c: must not hold an empty word", "f.yaml:4 d: must be a single value");
    }

    private Values values(String yaml) {
        MappingNode root =
                (MappingNode) new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
        return new Values(Section.top(reading, root));
    }

    private void assertProblems(String... expected) {
        assertEquals(
                List.of(expected),
                reading.problems().stream().map(ConfigProblem::toString).toList());
    }
}

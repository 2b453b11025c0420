package dev.stoker.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;

class SectionTest {
    private final Reading reading = new Reading(Path.of("f.yaml"), new Substitution(Map.of()));

    @Test
    void whatNobodyAskedForWasMistyped() {
        Section top = section("alpha: 1\nbeta:\n  gama: 2\n");
        Section beta = top.section("beta");

        top.value("alpha");
        beta.value("gamma");
        beta.close();
        top.close();

        assertProblems("f.yaml:3 beta.gama: unknown key; did you mean beta.gamma?");
        assertEquals(Set.of("alpha", "beta", "beta.gamma"), reading.keys());
    }

    @Test
    void aSectionThatIsNotWrittenIsEmpty() {
        Section top = section("a: 1\nb:\n");

        assertEquals(Set.of(), top.section("b").open());
        assertEquals(Set.of(), top.section("c").open());
        assertFalse(top.written("c"));
        assertEquals(List.of(), reading.problems());
    }

    @Test
    void aSectionIsAMapping() {
        section("a: 1\nb: [1]\n").section("b");

        assertProblems("f.yaml:2 b: must be a mapping of keys to values");
    }

    @Test
    void aKeyIsAWord() {
        section("a: 1\n? [b, c]\n: 2\n");

        assertProblems("f.yaml:2: a key must be a word");
    }

    @Test
    void keysBelowAreFoundByTheirDottedNames() {
        Section top = section("a:\n  b: 1\n  c.d: 2\ne: 3\n");
        top.section("a");

        assertTrue(top.written("a.b"));
        assertTrue(top.written("a.c.d"));
        assertFalse(top.written("a.x"));
        assertFalse(top.written("e.x"));
        top.problemAt("a.c.d", "wrong");
        top.problemAt("e", "wrong");
        top.problemAt("a.x", "missing");
        assertProblems("f.yaml:3 a.c.d: wrong", "f.yaml:4 e: wrong", "f.yaml:1 a.x: missing");
    }

    @Test
    void aRecordsRefusalIsToldAtTheKeyItNames() {
        Section a = section("x: 1\na:\n  b: 1\n").section("a");

        String built =
                a.build(
                        () -> {
                            throw new IllegalArgumentException("a.b must be even: 1");
                        },
                        "otherwise");

        assertEquals("otherwise", built);
        assertProblems("f.yaml:3 a.b: must be even: 1");
    }

    @Test
    void aSectionWithAProblemBuildsNoRecordThatMightContradictItself() {
        Section a = section("a:\n  b: 1\n").section("a");
        a.problem("b", "wrong");

        assertEquals("otherwise", a.build(() -> "built", "otherwise"));
        assertProblems("f.yaml:2 a.b: wrong");
    }

    private Section section(String yaml) {
        return Section.top(
                reading,
                (MappingNode) new Yaml(new LoaderOptions()).compose(new StringReader(yaml)));
    }

    private void assertProblems(String... expected) {
        assertEquals(
                List.of(expected),
                reading.problems().stream().map(ConfigProblem::toString).toList());
    }
}

package dev.stoker.deploy.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Command;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Prometheus takes the rules, and they do what they are for. The whole of it where there is a
/// `promtool`: Debian's package `prometheus` has it.
class RuleSyntaxTest {
    private static final Pattern DURATION = Pattern.compile("\\d+[smhd]");
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    @Test
    void aRuleHasTheKeysThatPrometheusKnows() {
        for (JsonNode rule : Watched.rules()) {
            Set<String> known = Set.of("alert", "expr", "for", "labels", "annotations");
            rule.fieldNames().forEachRemaining(key -> assertTrue(known.contains(key), key));
            assertTrue(DURATION.matcher(rule.path("for").asText("1m")).matches());
        }
    }

    @Test
    void everyBracketIsClosed() {
        for (JsonNode rule : Watched.rules()) {
            String expression = rule.path("expr").asText();
            assertEquals("", left(expression), expression);
        }
    }

    private static String left(String expression) {
        StringBuilder open = new StringBuilder();
        for (int i = 0; i < expression.length(); i++) {
            int closing = CLOSING.indexOf(expression.charAt(i));
            if (OPENING.indexOf(expression.charAt(i)) >= 0) {
                open.append(expression.charAt(i));
            } else if (closing >= 0) {
                assertTrue(open.toString().endsWith(OPENING.substring(closing, closing + 1)));
                open.setLength(open.length() - 1);
            }
        }
        return open.toString();
    }

    @Test
    void prometheusTakesTheRules() throws Exception {
        assertEquals(0, promtool("check", "rules", Watched.RULES.toString()).status());
    }

    @Test
    void theRulesFireWhenTheyShouldAndNotBefore() throws Exception {
        Command run = promtool("test", "rules", "observability/alerts.test.yaml");

        assertEquals(0, run.status(), () -> run.output() + run.errors());
    }

    private static Command promtool(String... arguments) throws Exception {
        assumeTrue(Command.exists("promtool"), "no promtool on this machine");
        String[] argv = new String[arguments.length + 1];
        argv[0] = "promtool";
        System.arraycopy(arguments, 0, argv, 1, arguments.length);
        return Command.run(argv);
    }
}

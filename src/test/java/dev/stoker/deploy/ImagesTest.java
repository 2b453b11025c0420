package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.deploy.kubernetes.Environment;
import dev.stoker.deploy.kubernetes.Manifests;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The images are what the manifests run.
class ImagesTest {
    private static final Pattern IMAGE =
            Pattern.compile("(?m)^(?:FROM|ARG \\w+=)\\s*([^\\s$]+/\\S+)");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void theyRunAsTheUserOfThePod(String file) {
        int user = Manifests.of("h200x4").pod().at("/securityContext/runAsUser").asInt();
        List<String> lines = Checkout.lines(file);

        List<String> users = lines.stream().filter(line -> line.startsWith("USER ")).toList();
        assertEquals("USER %1$d:%1$d".formatted(user), users.getLast());
        assertTrue(lines.stream().anyMatch(line -> line.contains("useradd --uid " + user)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void theyExposeThePortsOfTheService(String file) {
        String ports =
                "EXPOSE %s %s"
                        .formatted(
                                Checkout.defaults().getProperty("quarkus.http.port"),
                                Checkout.defaults().getProperty("quarkus.management.port"));

        assertTrue(Checkout.lines(file).contains(ports));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void theyKeepTheirStateWhereThePodMountsTheClaim(String file) {
        Environment pod = Environment.of(Manifests.of("h200x4").stoker());
        String text = String.join("\n", Checkout.lines(file));

        for (String variable : List.of("STOKER_STATE_DIRECTORY", "HOME", "QUARKUS_HTTP_HOST")) {
            assertTrue(text.contains(variable + "=" + pod.value(variable)), variable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void theyNameNoRegistry(String file) {
        List<String> hosts =
                IMAGE.matcher(String.join("\n", Checkout.lines(file)))
                        .results()
                        .map(MatchResult::group)
                        .filter(name -> name.replaceFirst("/.*", "").contains("."))
                        .toList();

        assertEquals(List.of(), hosts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", ".mvn", "src/main"})
    void whatTheBuildNeedsIsSentToIt(String path) {
        assertTrue(Checkout.lines(".dockerignore").contains("!" + path));
        assertFalse(Checkout.lines(".dockerignore").contains("!target"));
    }
}

package dev.stoker.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickServeTest {
    @Test
    void everyOptionIsASetting() {
        Map<String, String> settings =
                QuickServe.settings(
                                "serve",
                                "--port",
                                "0",
                                "--management-port",
                                "9001",
                                "--state",
                                "s",
                                "--engine",
                                "a.yaml",
                                "--engine",
                                "b")
                        .orElseThrow();

        assertEquals(
                Map.of(
                        "quarkus.http.port",
                        "0",
                        "quarkus.management.port",
                        "9001",
                        "stoker.state-directory",
                        "s",
                        "stoker.engine-files",
                        "a.yaml,b"),
                settings);
    }

    @Test
    void serveAloneSetsNothing() {
        assertEquals(Optional.of(Map.of()), QuickServe.settings("serve"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat hello",
                "serve --help",
                "serve --port",
                "serve --port http",
                "serve --port=1",
                "serve --state --port",
                "serve --prot 1",
                "serve 1 2"
            })
    void whatIsUnusualIsLeftToTheLibrary(String line) {
        assertEquals(Optional.empty(), QuickServe.settings(line.split(" ")));
    }
}

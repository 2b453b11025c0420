package dev.stoker.e2e.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.browser.Tab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The page on small windows, in both colour schemes, and without a mouse.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageLooksIT {
    /// What WCAG 2 asks of text.
    private static final double CONTRAST = 4.5;

    private Watched watched;
    private Tab tab;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        watched = Watched.start(directory);
    }

    @AfterAll
    void end() throws Exception {
        watched.close();
    }

    @BeforeEach
    void look() {
        tab = watched.look();
    }

    @AfterEach
    void leave() {
        tab.close();
    }

    @Test
    void noWindowHasToBeScrolledSideways() {
        tab.click(Watched.button("Log", "sly"));
        for (int width : new int[] {320, 390, 768, 1100, 1920}) {
            tab.resize(width, 800);
            JsonNode wide = tab.ask(Looks.TOO_WIDE);
            assertEquals(
                    tab.ask("document.documentElement.clientWidth").asInt(),
                    tab.ask("document.documentElement.scrollWidth").asInt(),
                    wide::toString);
        }
    }

    @Test
    void theDialogsFitAPhone() {
        tab.resize(390, 700);
        tab.click("#new-job");

        JsonNode box =
                tab.ask(
                        "document.querySelector('#job-dialog').getBoundingClientRect()"
                                + ".toJSON()");

        assertTrue(box.path("left").asDouble() >= 0, box::toString);
        assertTrue(box.path("right").asDouble() <= 390, box::toString);
        assertTrue(
                tab.ask(
                                "(d => d.scrollWidth <= d.clientWidth)"
                                        + "(document.querySelector('#job-dialog'))")
                        .asBoolean());
    }

    @Test
    void bothSchemesCanBeReadAndDiffer() {
        tab.prefer("light");
        String light = ground();
        double lightContrast = tab.ask(Looks.WORST_CONTRAST).asDouble();
        tab.prefer("dark");
        String dark = ground();
        double darkContrast = tab.ask(Looks.WORST_CONTRAST).asDouble();

        assertNotEquals(light, dark);
        assertTrue(lightContrast >= CONTRAST, () -> "light: " + lightContrast);
        assertTrue(darkContrast >= CONTRAST, () -> "dark: " + darkContrast);
    }

    @Test
    void everyControlIsReachedByTabAndShowsThatItIs() {
        Set<String> reached = new LinkedHashSet<>();
        for (int i = 0; i < 40; i++) {
            tab.press("Tab");
            JsonNode focused = tab.ask(Looks.FOCUSED);
            assertTrue(focused.path("seen").asBoolean(), focused::toString);
            reached.add(focused.path("name").asText());
        }

        for (String control :
                List.of("key", "drain", "Restart sly", "new-job", "chat-text", "send")) {
            assertTrue(reached.contains(control), () -> control + " not in " + reached);
        }
    }

    @Test
    void anEngineIsRestartedWithoutAMouse() {
        tab.ask(
                "document.querySelector(\"%s\").focus()"
                        .formatted(Watched.button("Restart", "sly")));
        tab.press("Enter");
        tab.await("document.querySelector('#confirm').open");
        assertEquals("confirm-no", tab.ask("document.activeElement.id").asText());
        tab.press("Tab");
        tab.press("Enter");

        tab.awaitText("#announce", "sly is");
        tab.awaitText(Watched.state("sly"), "ready");
        assertEquals(
                "Restart sly",
                tab.ask("document.activeElement.getAttribute('aria-label')").asText());
    }

    @Test
    void aHiddenTabAsksForNothing() {
        tab.click(Watched.button("Log", "sly"));
        tab.ask("Object.defineProperty(document, 'hidden', {value: true, configurable: true})");
        tab.ask("document.dispatchEvent(new Event('visibilitychange'))");
        // what was under way is over once the page's own clock has gone on for longer than a pause
        tab.ask("new Promise(done => setTimeout(done, 1000))");
        int before = tab.heard().requests().size();
        tab.ask("new Promise(done => setTimeout(done, 6000))");
        int after = tab.heard().requests().size();

        tab.ask("delete document.hidden");
        tab.ask("document.dispatchEvent(new Event('visibilitychange'))");

        assertEquals(before, after);
        Eventually.becomes(
                Duration.ofSeconds(30),
                () -> tab.heard().requests().size(),
                now -> now > after + 3);
    }

    @Test
    void aReaderWithoutEyesFindsTheParts() {
        JsonNode found = tab.ask(Looks.PARTS);

        assertEquals(
                "[\"Engines\",\"Traffic\",\"Jobs\",\"Chat\"]", found.path("sections").toString());
        assertEquals("[]", found.path("nameless").toString());
        assertFalse(tab.ask("document.documentElement.lang").asText().isEmpty());
    }

    private String ground() {
        return tab.ask("getComputedStyle(document.body).backgroundColor").asText();
    }
}

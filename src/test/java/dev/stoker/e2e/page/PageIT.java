package dev.stoker.e2e.page;

import static dev.stoker.e2e.page.Watched.button;
import static dev.stoker.e2e.page.Watched.row;
import static dev.stoker.e2e.page.Watched.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.SlyEngine;
import dev.stoker.testkit.browser.Tab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What operators do with the page, done in a genuine browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private Watched watched;
    private Tab tab;
    private Page page;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        watched = Watched.start(directory);
        new JobClient(watched.stoker().url()).awaitAnswer(Duration.ofMinutes(1));
    }

    @AfterAll
    void end() throws Exception {
        watched.close();
    }

    @BeforeEach
    void look() {
        tab = watched.look();
        page = new Page(tab);
    }

    /// No test leaves a script that ran, a request to elsewhere or a broken rule behind.
    @AfterEach
    void nothingWentWrong() {
        assertEquals("Stoker", tab.ask("document.title").asText());
        assertEquals(List.of(), watched.elsewhere(tab));
        assertEquals(List.of(), tab.heard().complaints());
        tab.close();
    }

    @Test
    void anEngineThatDiesIsSeenToComeBackAndItsLastCrashStays() throws Exception {
        watched.stoker().engine("dev.stoker.simulator.Simulator").destroyForcibly();

        tab.awaitText(row("simulator") + " .note", "Last crash");
        tab.awaitText(state("simulator"), "ready");
        tab.awaitText("#announce", "simulator is ready.");
    }

    @Test
    void aRestartIsOrderedOnlyAfterItWasConfirmed() throws Exception {
        long run = watched.run("sly");
        tab.click(button("Restart", "sly"));
        tab.awaitText("#confirm", "Restart sly?");
        tab.press("Escape");
        tab.await("!document.querySelector('#confirm').open");
        assertEquals(run, watched.run("sly"));

        tab.click(button("Restart", "sly"));
        tab.click("#confirm-yes");

        Eventually.becomes(Duration.ofSeconds(60), () -> watched.run("sly"), now -> now == run + 1);
        tab.awaitText("#announce", "sly is ready.");
        tab.awaitText(state("sly"), "ready");
    }

    @Test
    void aDrainedEngineStaysDownUntilItIsStarted() {
        tab.click(button("Drain", "sly"));
        tab.click("#confirm-yes");
        tab.awaitText(state("sly"), "stopped");
        assertFalse(page.shows(button("Restart", "sly")));

        tab.click(button("Start", "sly"));

        tab.awaitText(state("sly"), "ready");
    }

    @Test
    void aLogIsLiveCanBeSearchedAndStaysText() {
        tab.click(button("Log", "sly"));
        tab.awaitText(row("sly") + " .lines", "serving " + SlyEngine.SCRIPT);

        page.ask("sly", "Hello");

        tab.awaitText(row("sly") + " .lines", "asked " + SlyEngine.SCRIPT);
        tab.type(row("sly") + " .log input", "serving");
        assertFalse(tab.text(row("sly") + " .lines").contains("asked"));
        assertTrue(tab.text(row("sly") + " .lines").contains("serving"));
    }

    @Test
    void anAnswerIsStreamedWithItsReasoningAndBothStayText() {
        page.ask("sly", "Hello");

        tab.awaitText(".turn.model .text", "Answer: " + SlyEngine.SCRIPT);
        tab.awaitText(".turn.model .muted", "first token after");
        tab.click(".reasoning summary");
        tab.awaitText(".reasoning", "Thinking of " + SlyEngine.SCRIPT);
    }

    @Test
    void anAnswerThatIsStoppedStopsTheEngineToo() {
        tab.click(button("Log", "sly"));
        page.ask("sly", "go on");
        tab.awaitText(".turn.model .text", "more more");

        tab.click("#stop");

        tab.awaitText(".turn.model .muted", "Stopped.");
        tab.awaitText(row("sly") + " .lines", "the client left");
        assertTrue(page.shows("#send"));
    }

    @Test
    void figuresOfWhatWasAskedAreDrawn() {
        page.ask("simulated", "Hello");
        tab.awaitText(".turn.model .muted", "tokens");

        tab.await("document.querySelector('#charts .line-0').getAttribute('d').includes('L')");
        tab.await(
                "[...document.querySelectorAll('#charts svg')]"
                        + ".every(chart => /: [0-9.,]+/.test(chart.getAttribute('aria-label')))");
    }

    @Test
    void aJobIsOrderedFollowedToItsEndAndSearched() {
        String job = page.order("simulated", "2025-01-02", "2025-01-03");

        tab.awaitText(job + " .state", "completed");
        tab.click(job + " summary");
        tab.awaitText(job + " .found [role=status]", "50 of 50 read");
        String found = tab.text(job + " .results li .muted").replaceAll(".* ", "");
        tab.type(job + " .found input", found);
        tab.awaitText(job + " .found [role=status]", "1 of ");
        assertTrue(tab.text(job + " .results").contains(found));
        assertTrue(tab.text(job + " .facts").contains("cost"));
    }

    @Test
    void hostileSummariesStayText() {
        String job = page.order("sly", "2025-01-02", "2025-01-02");
        tab.awaitText(job + " .state", "completed");
        tab.click(job + " summary");

        tab.awaitText(job + " .results", "Filed: " + SlyEngine.SCRIPT);
    }

    @Test
    void aRunningJobIsCancelledAfterConfirmation() {
        tab.click(button("Drain", "sly"));
        tab.click("#confirm-yes");
        tab.awaitText(state("sly"), "stopped");
        String job = page.order("sly", "2025-01-02", "2025-01-02");
        tab.click(job + " summary");

        tab.click(job + " details > .controls button");
        tab.click("#confirm-yes");

        tab.awaitText(job + " .state", "cancelled");
        tab.click(button("Start", "sly"));
        tab.awaitText(state("sly"), "ready");
    }

    @Test
    void aRefusedOrderSaysWhyAndLeadsToTheField() {
        tab.await("document.querySelector('#job-model').value !== ''");
        tab.click("#new-job");
        tab.type("#job-forms", "4, nonsense");
        tab.click("#job-form button.main");

        tab.awaitText("#job-problem", "nonsense");
        assertEquals("job-forms", tab.ask("document.activeElement.id").asText());
        // the browser's own word for a 400 is no mistake of the page
        assertEquals(1, tab.heard().complaints().size(), () -> tab.heard().complaints().toString());
        tab.heard().forgive();
    }

    @Test
    void aModelsRefusalIsShownAsItSays() {
        page.ask("sly", "refuse");

        tab.awaitText(".turn.model .trouble", "No: " + SlyEngine.SCRIPT);
        tab.heard().forgive();
    }
}

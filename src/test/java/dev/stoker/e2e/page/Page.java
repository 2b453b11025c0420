package dev.stoker.e2e.page;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.browser.Tab;
import java.time.Duration;

/// What takes a person several steps on the page.
///
/// @param tab with the page
record Page(Tab tab) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Orders a job by days.
    ///
    /// @return where the page shows the job
    String order(String model, String from, String to) {
        tab.await("document.querySelector('#job-model').value !== ''");
        tab.await("document.querySelector('#jobs-notice').hidden");
        String newest = newestJob();
        tab.click("#new-job");
        tab.ask("document.querySelector('#job-from').value = '%s'".formatted(from));
        tab.ask("document.querySelector('#job-to').value = '%s'".formatted(to));
        tab.ask("document.querySelector('#job-model').value = '%s'".formatted(model));
        tab.click("#job-form input[value=range]");
        tab.click("#job-form button.main");
        tab.await("!document.querySelector('#job-dialog').open");
        String job = Eventually.becomes(LIMIT, this::newestJob, now -> !now.equals(newest));
        return "[data-job='%s']".formatted(job);
    }

    private String newestJob() {
        return tab.ask("document.querySelector('.job')?.dataset.job ?? ''").asText();
    }

    /// Sends a question to a model.
    void ask(String model, String question) {
        tab.await("[...document.querySelectorAll('#chat-model option')].length > 1");
        tab.ask("document.querySelector('#chat-model').value = '%s'".formatted(model));
        tab.type("#chat-text", question);
        tab.press("Enter");
    }

    /// Whether a person sees an element, which must be there.
    boolean shows(String selector) {
        JsonNode seen =
                tab.ask("document.querySelector(\"%s\")?.checkVisibility()".formatted(selector));
        assertFalse(seen.isMissingNode(), selector);
        return seen.asBoolean();
    }
}

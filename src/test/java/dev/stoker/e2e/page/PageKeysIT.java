package dev.stoker.e2e.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.admission.keys.NewKey;
import dev.stoker.testkit.browser.Tab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a Stoker whose public port asks for keys.
class PageKeysIT {
    @TempDir private Path directory;

    @Test
    void jobsAndChatNeedAKeyAndItIsShownInHeadersAlone() throws Exception {
        NewKey key = NewKey.of("operator", new SecureRandom());
        Path keys = Files.writeString(directory.resolve("keys"), key.line() + "\n");
        try (Watched watched = Watched.start(directory, "stoker.keys.file=" + keys);
                Tab tab = watched.look()) {
            tab.awaitText("#key", "API key needed");
            tab.awaitText("#jobs-notice", "A known API key is needed");

            use(tab, "wrong");
            tab.awaitText("#key", "API key refused");
            use(tab, key.secret());

            tab.awaitText("#key", "API key set");
            tab.await("document.querySelector('#jobs-notice').hidden");
            tab.await("document.querySelectorAll('#chat-model option').length > 1");
            tab.type("#chat-text", "Hello");
            tab.press("Enter");
            tab.awaitText(".turn.model .muted", "first token after");
            assertTrue(
                    tab.heard().requests().stream()
                            .noneMatch(address -> address.contains(key.secret())));
            assertEquals(0, tab.ask("localStorage.length").asInt());
            assertEquals("", tab.ask("document.cookie").asText());
            assertEquals(List.of(), refusalsApart(tab));
        }
    }

    private static void use(Tab tab, String secret) {
        tab.click("#key");
        tab.type("#key-input", secret);
        tab.press("Enter");
        tab.await("!document.querySelector('#key-dialog').open");
    }

    /// What the browser says of each 401, and of a queue not yet open, is no mistake of the page.
    private static List<String> refusalsApart(Tab tab) {
        return tab.heard().complaints().stream()
                .filter(told -> !told.contains("Failed to load resource"))
                .toList();
    }
}

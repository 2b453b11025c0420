package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.StokerProcess;
import dev.stoker.testkit.browser.Chromium;
import dev.stoker.testkit.browser.Tab;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageIT {
    @TempDir private Path directory;

    @Test
    void tryIt() throws Exception {
        try (Chromium browser = Chromium.start();
                FeedServer feed = FeedServer.ofSamples();
                StokerProcess stoker = StokerProcess.start(directory, Path.of("yaml-configs/simulator.yaml"), "stoker.edgar.feed-url=" + feed.uri(), "stoker.edgar.user-agent=a@b.c");
                Tab tab = browser.open(stoker.management())) {
            tab.awaitText("#engine-list .state", "ready");
            tab.await("document.querySelector('#chat-model').value !== ''");
            tab.type("#chat-text", "What is a Form 4?");
            tab.press("Enter");
            tab.awaitText(".turn.model .muted", "64 tokens");
            tab.picture(Path.of("/tmp/page/1.png"));
            tab.click("#new-job");
            tab.picture(Path.of("/tmp/page/2.png"));
            tab.click("#job-form input[value=range]");
            tab.ask("document.querySelector('#job-from').value='2025-01-02', document.querySelector('#job-to').value='2025-01-03'");
            tab.click("#job-form button.main");
            tab.awaitText(".job .state", "completed");
            tab.click(".job summary");
            tab.awaitText(".job .results", "summary");
            tab.picture(Path.of("/tmp/page/3.png"));
            System.err.println(tab.requests());
            assertEquals(List.of(), tab.complaints());
        }
    }
}

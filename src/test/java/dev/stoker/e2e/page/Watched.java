package dev.stoker.e2e.page;

import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.SlyEngine;
import dev.stoker.testkit.StokerProcess;
import dev.stoker.testkit.browser.Chromium;
import dev.stoker.testkit.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The packaged service with a simulated engine and a sly one, and a browser to look at it.
record Watched(FeedServer feed, StokerProcess stoker, Chromium browser) implements AutoCloseable {
    private static final String SIMULATOR =
            """
            name: simulator
            engine: simulator
            model:
              path: simulated
              served-names: [simulated]
            args:
              prefill-tokens-per-second: 40000
              decode-tokens-per-second: 200
            """;

    static Watched start(Path directory, String... settings) throws Exception {
        Path engines = Files.createDirectories(directory.resolve("engines"));
        Files.writeString(engines.resolve("simulator.yaml"), SIMULATOR);
        Files.writeString(engines.resolve("sly.yaml"), SlyEngine.file());
        FeedServer feed = FeedServer.ofSamples();
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("stoker.edgar.feed-url=" + feed.uri());
        StokerProcess stoker =
                StokerProcess.start(
                        directory.resolve("state"), engines, all.toArray(String[]::new));
        return new Watched(feed, stoker, Chromium.start());
    }

    /// A tab with the page, once both engines answer.
    Tab look() {
        Tab tab = browser.open(stoker.management());
        tab.awaitText(state("simulator"), "ready");
        tab.awaitText(state("sly"), "ready");
        return tab;
    }

    /// Whom the page asked for anything, besides Stoker.
    List<String> elsewhere(Tab tab) {
        String own = stoker.management().toString();
        return tab.heard().requests().stream()
                .filter(address -> !address.startsWith(own))
                .filter(address -> !address.startsWith("data:")) // the browser's own icons
                .toList();
    }

    /// The number of an engine's run.
    long run(String engine) throws Exception {
        String answer = new JobClient(stoker.management()).get("/admin/engines/" + engine).body();
        return Long.parseLong(answer.replaceAll("(?s).*\"run\":(\\d+).*", "$1"));
    }

    /// Where the page shows an engine's state.
    static String state(String engine) {
        return row(engine) + " .state";
    }

    static String row(String engine) {
        return "[data-engine='%s']".formatted(engine);
    }

    /// A button of an engine.
    static String button(String verb, String engine) {
        return "button[aria-label='%s %s']".formatted(verb, engine);
    }

    @Override
    public void close() throws IOException {
        browser.close();
        stoker.close();
        feed.close();
    }
}

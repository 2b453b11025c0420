package dev.stoker.e2e.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.FakeNvidiaSmi;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import dev.stoker.testkit.browser.Chromium;
import dev.stoker.testkit.browser.Tab;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes the pictures in `docs`: simulated engines under invented names and a driver's tool that
/// tells of four GPUs, everything else as it is.
@Tag("pictures")
class PagePicturesIT {
    private static final Path DOCS = Path.of("docs");

    @TempDir private Path directory;

    @Test
    void inLightInDarkAndOnAPhone() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (Chromium browser = Chromium.start();
                FeedServer feed = FeedServer.ofSamples();
                StokerProcess stoker = start(feed);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Tab tab = browser.open(stoker.management());
            JobClient jobs = new JobClient(stoker.url());
            Future<Void> talk = clients.submit(() -> talk(jobs, enough));
            try {
                tab.awaitText(Watched.state("glm-4-7-fp8"), "ready");
                tab.awaitText(Watched.state("llama-3-8b"), "failed");
                jobs.awaitAnswer(Duration.ofMinutes(1));
                jobs.awaitEnd(jobs.submit(order("[\"4\"]")), Duration.ofMinutes(2));
                jobs.submit(order("[\"8-K\", \"3\", \"SC 13G\"]"));
                take(tab);
            } finally {
                enough.set(true);
                talk.get();
            }
        }
    }

    private static void take(Tab tab) throws Exception {
        tab.await(
                "document.querySelector('#charts .line-0').getAttribute('d').split('L').length > 9");
        tab.type("#chat-text", "What does a Form 4 tell?");
        tab.press("Enter");
        tab.awaitText(".turn.model .muted", "first token after");
        tab.await("document.querySelector('#stop').hidden");
        tab.resize(1400, 900);
        tab.ask("document.activeElement.blur()");
        tab.prefer("light");
        take(tab, "page-light.png", 1400);
        tab.prefer("dark");
        take(tab, "page-dark.png", 1400);
        tab.resize(390, 844);
        tab.prefer("light");
        take(tab, "page-phone.png", 390);
    }

    /// A picture as wide as the window, and more than one colour of it.
    private static void take(Tab tab, String name, int width) throws IOException {
        tab.picture(DOCS.resolve(name));
        BufferedImage picture = ImageIO.read(DOCS.resolve(name).toFile());
        assertEquals(width, picture.getWidth(), name);
        int[] row = picture.getRGB(0, 60, width, 1, null, 0, width);
        int[] column = picture.getRGB(width / 2, 0, 1, picture.getHeight(), null, 0, 1);
        assertTrue(
                IntStream.concat(IntStream.of(row), IntStream.of(column)).distinct().count() > 8,
                name);
    }

    private static Void talk(JobClient client, AtomicBoolean enough) throws Exception {
        for (int i = 0; !enough.get(); i++) {
            client.post(
                    "/v1/chat/completions",
                    """
                    {"model": "glm-4.7", "stream": true, "max_tokens": %d,
                     "messages": [{"role": "user", "content": "Picture %d"}]}
                    """
                            .formatted(20 + i * 37 % 80, i));
        }
        return null;
    }

    private static String order(String forms) {
        return """
        {"model": "glm-4.7", "dates": ["2025-01-02", "2025-01-03", "2025-01-06"], "forms": %s}
        """
                .formatted(forms);
    }

    private StokerProcess start(FeedServer feed) throws Exception {
        FakeNvidiaSmi smi = FakeNvidiaSmi.in(directory);
        for (int gpu = 0; gpu < 4; gpu++) {
            smi.using(gpu, 70_000 + 311 * gpu);
        }
        Path engines = Files.createDirectories(directory.resolve("engines"));
        engine(
                engines,
                "glm-4-7-fp8",
                "simulator",
                "glm-4.7",
                """
                args:
                  prefill-tokens-per-second: 40000
                  decode-tokens-per-second: 60
                  answer-tokens: 90
                """);
        engine(
                engines,
                "qwen3-8b",
                "simulator",
                "qwen3-8b",
                """
                start-timeout: 1h
                args:
                  startup: 3000s
                """);
        engine(
                engines,
                "llama-3-8b",
                "custom",
                "llama-3-8b",
                """
                command: [/opt/llama/serve, --port, "${port}"]
                """);
        return StokerProcess.with("PATH", directory + ":" + System.getenv("PATH"))
                .start(directory.resolve("state"), engines, "stoker.edgar.feed-url=" + feed.uri());
    }

    private static void engine(Path folder, String name, String kind, String model, String more)
            throws Exception {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                """
                name: %s
                engine: %s
                model:
                  path: none
                  served-names: [%s]
                %s\
                """
                        .formatted(name, kind, model, more));
    }
}

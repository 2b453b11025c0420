package dev.stoker.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A tab as a person uses it.
public final class Tab implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Keys that are no letters, with the number that pages know them by.
    private static final Map<String, Integer> KEYS =
            Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32, "ArrowLeft", 37);

    private final DevTools devTools;
    private final String context;
    private final String session;
    private final Heard heard;

    private Tab(DevTools devTools, String context, String session) {
        this.devTools = devTools;
        this.context = context;
        this.session = session;
        this.heard = new Heard(session);
    }

    static Tab open(DevTools devTools, URI address) {
        String context =
                devTools.call("", "Target.createBrowserContext", Map.of())
                        .path("browserContextId")
                        .asText();
        JsonNode target =
                devTools.call(
                        "",
                        "Target.createTarget",
                        Map.of("url", "about:blank", "browserContextId", context));
        JsonNode attached =
                devTools.call(
                        "",
                        "Target.attachToTarget",
                        Map.of("targetId", target.path("targetId").asText(), "flatten", true));
        Tab tab = new Tab(devTools, context, attached.path("sessionId").asText());
        devTools.listen(tab.heard::hear);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.call(domain + ".enable", Map.of());
        }
        tab.resize(1280, 900);
        tab.call("Page.navigate", Map.of("url", address.toString()));
        tab.await("document.readyState === 'complete' && location.href !== 'about:blank'");
        return tab;
    }

    /// What the page complained of, and what it asked for.
    public Heard heard() {
        return heard;
    }

    /// The value of an expression, once it is there where it is a promise.
    public JsonNode ask(String expression) {
        JsonNode told =
                call(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "returnByValue",
                                true,
                                "awaitPromise",
                                true));
        if (told.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + told.path("exceptionDetails"));
        }
        return told.at("/result/value");
    }

    /// Waits until an expression is true.
    public void await(String expression) {
        Eventually.becomes(LIMIT, () -> ask(expression).asBoolean(), now -> now);
    }

    /// Waits until an element shows that text, among other.
    public void awaitText(String selector, String text) {
        Eventually.becomes(LIMIT, () -> text(selector), shown -> shown.contains(text));
    }

    /// The text that a person sees there; empty where nothing is.
    public String text(String selector) {
        return ask("document.querySelector(%s)?.innerText ?? ''".formatted(quoted(selector)))
                .asText();
    }

    /// With the mouse, in the middle of what is seen of it; again, where it moved away meanwhile.
    public void click(String selector) {
        await("document.querySelector(%s)?.checkVisibility()".formatted(quoted(selector)));
        Eventually.holds(() -> hits(selector));
    }

    /// A click that would go to anything else goes nowhere.
    private boolean hits(String selector) {
        JsonNode box =
                ask(
                        """
                        (() => {
                          const element = document.querySelector(%s);
                          element.scrollIntoView({block: 'center', behavior: 'instant'});
                          window.guard = new AbortController();
                          window.hit = undefined;
                          const check = event => {
                            window.hit = element.contains(event.target);
                            if (!window.hit) event.stopImmediatePropagation();
                          };
                          for (const type of ['mousedown', 'mouseup', 'click'])
                            addEventListener(type, check, {capture: true, signal: guard.signal});
                          const box = element.getBoundingClientRect();
                          return {x: box.x + box.width / 2, y: box.y + box.height / 2};
                        })()
                        """
                                .formatted(quoted(selector)));
        Map<String, Object> mouse =
                Map.of("x", box.path("x"), "y", box.path("y"), "button", "left", "clickCount", 1);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            Map<String, Object> event = new HashMap<>(mouse);
            event.put("type", type);
            call("Input.dispatchMouseEvent", event);
        }
        // a page that was left has forgotten both
        return ask("window.guard?.abort(), window.hit ?? true").asBoolean();
    }

    /// Writes where the focus is, as with a keyboard.
    public void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /// Clicks into a field and writes there.
    public void type(String selector, String text) {
        click(selector);
        type(text);
    }

    public void press(String key) {
        int code = KEYS.get(key);
        for (String type : List.of("keyDown", "keyUp")) {
            String text = key.equals("Enter") ? "\r" : key.equals(" ") ? " " : "";
            call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type", type,
                            "key", key,
                            "code", key.equals(" ") ? "Space" : key,
                            "windowsVirtualKeyCode", code,
                            "text", text));
        }
    }

    public void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /// @param scheme `light` or `dark`, as the reader's system would say
    public void prefer(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// Keeps what is seen now as a PNG.
    public void picture(Path file) throws IOException {
        String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return devTools.call(session, method, parameters);
    }

    private static String quoted(String text) {
        return DevTools.JSON.valueToTree(text).toString();
    }

    @Override
    public void close() {
        devTools.call("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
    }
}

package dev.stoker.ops.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Http;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page and what it is let to reach, without a browser.
@QuarkusTest
class PageDoorTest {
    private static final Path FOLDER = Path.of("src/main/resources/page");

    @TestHTTPResource(value = "/", management = true)
    private URI management = URI.create("http://set.by.quarkus");

    @TestHTTPResource("/")
    private URI open = URI.create("http://set.by.quarkus");

    @Test
    void everyFileOfThePageIsServedAndNoOther() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()),
                    Set.copyOf(PageDoor.FILES));
        }
        for (String file : PageDoor.FILES) {
            HttpResponse<String> answer = Http.get(management.resolve("/page/" + file));
            assertEquals(200, answer.statusCode(), file);
            assertEquals(Files.readString(FOLDER.resolve(file)), answer.body(), file);
        }
        assertEquals(
                404, Http.get(management.resolve("/page/../application.properties")).statusCode());
    }

    @Test
    void onlyFilesOfThisPortMayRun() throws Exception {
        HttpResponse<String> page = Http.get(management.resolve("/"));

        String policy = page.headers().firstValue("content-security-policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(page.body().matches("(?s).*(<script>|style=| on[a-z]+=|https?://).*"));
        assertEquals("nosniff", page.headers().firstValue("x-content-type-options").orElseThrow());
    }

    @Test
    void aBrowserThatHasAFileIsNotSentItAgain() throws Exception {
        URI file = management.resolve("/page/main.js");
        String tag = Http.get(file).headers().firstValue("etag").orElseThrow();

        HttpResponse<String> again =
                send(HttpRequest.newBuilder(file).header("If-None-Match", tag));

        assertEquals(304, again.statusCode());
    }

    @Test
    void thePublicPortHasNoPage() throws Exception {
        assertEquals(404, Http.get(open.resolve("/page/main.js")).statusCode());
        assertEquals(404, Http.get(open.resolve("/admin/figures")).statusCode());
    }

    @Test
    void whatThePageNeedsOfThePublicPortIsAnsweredAsThereAndNothingElse() throws Exception {
        assertEquals(
                Http.get(open.resolve("/v1/models")).body(),
                Http.get(management.resolve("/v1/models")).body());
        assertEquals(
                Http.post(open.resolve("/v1/chat/completions"), "{\"model\": 1}").body(),
                Http.post(management.resolve("/v1/chat/completions"), "{\"model\": 1}").body());
        assertEquals(404, Http.get(management.resolve("/v1/files")).statusCode());
        assertEquals(404, Http.get(management.resolve("/docs")).statusCode());
    }

    @Test
    void pagesOfOtherOriginsMayNeitherReadNorOrder() throws Exception {
        for (String path : new String[] {"/admin/engines", "/v1/models", "/batch/jobs"}) {
            HttpResponse<String> answer =
                    send(
                            HttpRequest.newBuilder(management.resolve(path))
                                    .header("Origin", "https://elsewhere.example"));
            assertEquals(403, answer.statusCode(), path);
            assertTrue(answer.body().contains("foreign_origin"), answer.body());
            assertTrue(answer.headers().firstValue("access-control-allow-origin").isEmpty(), path);
        }
    }

    @Test
    void thePageItselfMay() throws Exception {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(management.resolve("/admin/engines"))
                                .header("Origin", "http://" + management.getAuthority()));

        assertEquals(200, answer.statusCode());
    }

    @Test
    void figuresAreThereFromTheStart() throws Exception {
        HttpResponse<String> answer = Http.get(management.resolve("/admin/figures"));

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"step_seconds\":5"), answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}

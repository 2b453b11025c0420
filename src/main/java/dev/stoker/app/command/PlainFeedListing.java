package dev.stoker.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.edgar.feed.FeedIndex;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The Feed's listings, as `FeedApi` gives them, for commands that run without the service, whose
/// typed client needs it.
final class PlainFeedListing implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;

    PlainFeedListing(URI base) {
        this.base = base;
    }

    FeedIndex quarter(int year, int quarter, String userAgent) {
        var request =
                HttpRequest.newBuilder(base.resolve("%d/QTR%d/index.json".formatted(year, quarter)))
                        .header("User-Agent", userAgent)
                        .timeout(TIMEOUT)
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new WebApplicationException(answer.body(), answer.statusCode());
            }
            return json.readValue(answer.body(), FeedIndex.class);
        } catch (IOException e) {
            throw new ProcessingException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessingException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package dev.stoker.edgar.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The Feed's listings, as [FeedApi] gives them, for whoever runs without the service, whose typed
/// client needs it. Its method serves as a `FeedApi`; Quarkus would take a subclass for an
/// endpoint.
public final class PlainFeedListing implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;

    public PlainFeedListing(URI base) {
        this.base = base;
    }

    public FeedIndex quarter(int year, int quarter, String userAgent) {
        var request =
                HttpRequest.newBuilder(base.resolve("%d/QTR%d/index.json".formatted(year, quarter)))
                        .header("User-Agent", userAgent)
                        .timeout(TIMEOUT)
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                // the page tells why
                throw new WebApplicationException(
                        Response.status(answer.statusCode()).entity(answer.body()).build());
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

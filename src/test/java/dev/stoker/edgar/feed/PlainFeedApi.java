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

/// The listings asked for over plain HTTP, for tests that run without Quarkus.
public final class PlainFeedApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http = HttpClient.newHttpClient();

    private PlainFeedApi(URI base) {
        this.base = base;
    }

    /// A method reference and no subclass: Quarkus would take one for an endpoint of ours.
    public static FeedApi at(URI base) {
        return new PlainFeedApi(base)::quarter;
    }

    private FeedIndex quarter(int year, int quarter, String userAgent) {
        URI uri = base.resolve("%d/QTR%d/index.json".formatted(year, quarter));
        HttpRequest request = HttpRequest.newBuilder(uri).header("User-Agent", userAgent).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new WebApplicationException(
                        Response.status(answer.statusCode()).entity(answer.body()).build());
            }
            return JSON.readValue(answer.body(), FeedIndex.class);
        } catch (IOException e) {
            throw new ProcessingException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessingException(e);
        }
    }
}

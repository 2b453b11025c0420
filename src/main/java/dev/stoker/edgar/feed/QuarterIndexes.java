package dev.stoker.edgar.feed;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/// Asks the Feed whether it has a day.
public final class QuarterIndexes {
    private final FeedApi api;

    public QuarterIndexes(FeedApi api) {
        this.api = api;
    }

    /// @throws IOException when the connection broke
    public FeedAnswer<Boolean> has(FeedDay day, String userAgent) throws IOException {
        try {
            FeedIndex index = api.quarter(day.year(), day.quarter(), userAgent);
            return new FeedAnswer.Found<>(index.hasFile(day.fileName()));
        } catch (WebApplicationException e) {
            Response response = e.getResponse();
            int status = response.getStatus();
            return new FeedAnswer.Refused<>(Refusal.of(status, page(response)), status);
        } catch (ProcessingException e) {
            throw new IOException(
                    "index.json of %d QTR%d: %s"
                            .formatted(day.year(), day.quarter(), e.getMessage()),
                    e);
        }
    }

    private static String page(Response response) {
        return response.hasEntity() ? response.readEntity(String.class) : "";
    }
}

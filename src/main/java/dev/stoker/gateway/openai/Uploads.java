package dev.stoker.gateway.openai;

import dev.stoker.batch.Batch;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.gateway.BodyLength;
import dev.stoker.gateway.Refusals;
import dev.stoker.gateway.jobs.JobDoor;
import dev.stoker.gateway.visit.Visit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// `POST /v1/files`: a form with a file, taken in as a stream; other resources have their bodies
/// read before them, up to a limit that would be too small here.
@ApplicationScoped
class Uploads {
    /// After authentication and CORS, before everything that reads bodies.
    private static final int EARLY = -50;

    private final Refusals refusals;
    private final Batch batch;
    private final JobDoor door;
    private final long limit;

    Uploads(Vertx vertx, Batch batch, JobDoor door, OpenAiSettings settings) {
        this.refusals = new Refusals(vertx);
        this.batch = batch;
        this.door = door;
        this.limit = settings.maxSize().asLongValue();
    }

    void open(@Observes Router router) {
        router.route(HttpMethod.POST, "/v1/files")
                .order(EARLY)
                .handler(context -> take(context.request(), Visit.of(context).requestId()));
    }

    private void take(HttpServerRequest request, String id) {
        try {
            check(request);
        } catch (ApiException refusal) {
            refusals.send(request, id, refusal.error());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        new Upload(request, batch.files(), limit, error -> refusals.send(request, id, error))
                .begin();
    }

    private void check(HttpServerRequest request) {
        door.jobs();
        String type = String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE));
        if (!type.startsWith("multipart/form-data")) {
            throw ApiError.badRequest(
                            "invalid_content_type",
                            "An upload is multipart/form-data with file and purpose, not " + type)
                    .exception();
        }
        // The form around the file is smaller than this.
        if (BodyLength.announced(request) > limit + 64 * 1024) {
            throw tooLarge(limit).exception();
        }
    }

    static ApiError tooLarge(long limit) {
        return ApiError.invalid(
                413,
                "file_too_large",
                "A file may have %d bytes at most (stoker.files.max-size).".formatted(limit));
    }
}

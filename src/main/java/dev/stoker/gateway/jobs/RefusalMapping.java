package dev.stoker.gateway.jobs;

import dev.stoker.batch.queue.DatabaseFailure;
import dev.stoker.summarize.input.InvalidRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns what the batch side throws into answers.
public final class RefusalMapping {
    private static final String INVALID = "invalid_request_error";
    private static final String UNAVAILABLE = "service_unavailable_error";
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(5);

    @ServerExceptionMapper
    public Response invalid(InvalidRequest invalid) {
        String param = invalid.param().isEmpty() ? null : invalid.param();
        return answer(400, new ErrorBody.Details(message(invalid), INVALID, param, null)).build();
    }

    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        String type = refusal.status() < 500 ? INVALID : UNAVAILABLE;
        return later(
                answer(
                        refusal.status(),
                        new ErrorBody.Details(message(refusal), type, null, refusal.code())),
                refusal.retryAfter());
    }

    @ServerExceptionMapper
    public Response failed(DatabaseFailure failure) {
        return later(
                answer(
                        503,
                        new ErrorBody.Details(
                                "the job database does not answer",
                                UNAVAILABLE,
                                null,
                                "database_unavailable")),
                Optional.of(DATABASE_PAUSE));
    }

    private static String message(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    private static Response.ResponseBuilder answer(int status, ErrorBody.Details error) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorBody(error));
    }

    private static Response later(Response.ResponseBuilder answer, Optional<Duration> retryAfter) {
        retryAfter.ifPresent(
                pause -> answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, pause.toSeconds())));
        return answer.build();
    }
}

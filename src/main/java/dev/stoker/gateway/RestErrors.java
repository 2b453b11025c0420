package dev.stoker.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.summarize.input.InvalidRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Writes whatever rises out of a resource as an [ApiError].
class RestErrors {
    private static final Logger LOG = System.getLogger(RestErrors.class.getName());
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(5);

    @ServerExceptionMapper
    Response refusal(ApiException refusal) {
        return response(refusal.error());
    }

    @ServerExceptionMapper
    Response invalid(InvalidRequest problem) {
        return response(
                ApiError.badRequest(
                        "invalid_value", String.valueOf(problem.getMessage()), problem.param()));
    }

    /// The client learns that it may come back, the log why.
    @ServerExceptionMapper
    Response databaseAway(DatabaseFailure problem) {
        LOG.log(Logger.Level.WARNING, "request refused reason=\"" + problem.getMessage() + "\"");
        return response(
                ApiError.tryAgain(
                        "database_unavailable",
                        "the job database does not answer",
                        DATABASE_PAUSE));
    }

    @ServerExceptionMapper
    Response misfit(MismatchedInputException problem) {
        return response(JsonErrors.of(problem));
    }

    /// Jackson's other refusals arrive wrapped, as do missing paths and wrong methods.
    @ServerExceptionMapper
    Response status(WebApplicationException problem, ContainerRequestContext request) {
        if (problem.getCause() instanceof JsonProcessingException cause) {
            return response(JsonErrors.of(cause));
        }
        int status = problem.getResponse().getStatus();
        return status < 500 ? response(byStatus(status, request)) : bug(problem);
    }

    /// The log has the whole story under the number that the client gets.
    @ServerExceptionMapper
    Response bug(Exception problem) {
        UUID number = UUID.randomUUID();
        LOG.log(Logger.Level.ERROR, "request failed error=" + number, problem);
        return response(
                ApiError.internal("Stoker failed; its log says more under %s.".formatted(number)));
    }

    /// @param status 400 to 499
    private static ApiError byStatus(int status, ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return switch (status) {
            case 404 -> ApiError.unknownUrl(request.getMethod(), path);
            case 405 -> ApiError.wrongMethod(request.getMethod(), path);
            default -> byReason(status);
        };
    }

    private static ApiError byReason(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String reason = known == null ? "status " + status : known.getReasonPhrase();
        return ApiError.invalid(
                status, reason.toLowerCase(Locale.ROOT).replace(' ', '_'), reason + ".");
    }

    private static Response response(ApiError error) {
        Response.ResponseBuilder response =
                Response.status(error.status())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(error.body());
        error.headers().forEach(response::header);
        return response.build();
    }
}

package dev.stoker.gateway.jobs;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.NewJob.Submission;
import dev.stoker.batch.job.Submitted;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.summarize.input.InvalidRequest;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The header by which a client may submit twice and get one job.
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

    private static final String REPLAYED = "Idempotent-Replayed";
    private static final Pattern USABLE = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKey() {}

    /// Two clients may choose the same key: neither gets, or learns of, the other's job.
    ///
    /// @param client the name of the API key that was shown; empty where none is asked for
    /// @param key the header's value
    /// @throws InvalidRequest when it cannot be a key
    static Optional<Submission> of(Optional<String> client, @Nullable String key, String body) {
        if (key == null) {
            return Optional.empty();
        }
        if (!USABLE.matcher(key).matches()) {
            throw new InvalidRequest(
                    HEADER,
                    "%s must be 1 to 255 visible ASCII characters: %s"
                            .formatted(HEADER, InvalidRequest.shown(key)));
        }
        // Neither names nor keys hold a space.
        String own = client.map(name -> name + " " + key).orElse(key);
        return Optional.of(new Submission(own, digest(body)));
    }

    private static String digest(String body) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// @throws ApiException 422 when the key was used for something else
    public static Job accepted(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Created(Job job) -> job;
            case Submitted.Repeated(Job job) -> job;
            case Submitted.Conflicting(Job job) ->
                    throw ApiError.invalid(
                                    422,
                                    "idempotency_key_reused",
                                    "This %s was used before with another body; it made %s."
                                            .formatted(HEADER, job.id()))
                            .exception();
        };
    }

    /// Says of an answer whether it is a repetition's.
    public static Response.ResponseBuilder mark(
            Response.ResponseBuilder answer, Submitted submitted) {
        return submitted instanceof Submitted.Repeated ? answer.header(REPLAYED, "true") : answer;
    }
}

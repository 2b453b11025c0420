package dev.stoker.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One refusal, as OpenAI's clients understand it.
///
/// @param status HTTP status
/// @param type the family: `invalid_request_error`, `api_error`
/// @param code for programs: `model_not_found`
/// @param message for people: what, where and which value
public record ApiError(int status, String type, String code, String message, Details details) {
    private static final String INVALID = "invalid_request_error";
    private static final String UNAVAILABLE = "service_unavailable";

    /// What not every refusal has.
    ///
    /// @param param the field of the request that is wrong
    /// @param retry whether asking again can help; absent leaves that to the client's own rules
    /// @param facts more members of the error object: strings, whole numbers
    public record Details(
            Optional<String> param, Optional<Retry> retry, Map<String, Object> facts) {
        public static final Details NONE =
                new Details(Optional.empty(), Optional.empty(), Map.of());

        public Details {
            facts = Map.copyOf(facts);
        }
    }

    /// Advice on asking again.
    public sealed interface Retry {
        record After(Duration delay) implements Retry {}

        record Never() implements Retry {}
    }

    /// 400: the client must change its request.
    public static ApiError badRequest(String code, String message) {
        return new ApiError(400, INVALID, code, message, Details.NONE);
    }

    /// 400 for one field.
    ///
    /// @param param where; empty for the request as a whole
    public static ApiError badRequest(String code, String message, String param) {
        Optional<String> field = Optional.of(param).filter(name -> !name.isEmpty());
        return new ApiError(
                400, INVALID, code, message, new Details(field, Optional.empty(), Map.of()));
    }

    /// 404 for the field `model`.
    public static ApiError unknownModel(String message) {
        return new ApiError(
                404,
                INVALID,
                "model_not_found",
                message,
                new Details(Optional.of("model"), Optional.empty(), Map.of()));
    }

    /// 404: no such path.
    public static ApiError unknownUrl(String method, String path) {
        return invalid(404, "unknown_url", "There is no %s %s.".formatted(method, path));
    }

    /// 405: the path exists, but not for this method.
    public static ApiError wrongMethod(String method, String path) {
        return invalid(405, "method_not_allowed", "%s does not take %s.".formatted(path, method));
    }

    /// Another of the client's mistakes, by its status.
    public static ApiError invalid(int status, String code, String message) {
        return new ApiError(status, INVALID, code, message, Details.NONE);
    }

    /// 502: an engine's answer is of no use.
    public static ApiError badGateway(String code, String message) {
        return new ApiError(502, UNAVAILABLE, code, message, Details.NONE);
    }

    /// 503 that passes by itself.
    public static ApiError tryAgain(String code, String message, Duration wait) {
        return tryAgain(code, message, wait, Map.of());
    }

    /// 503 that passes by itself, with what is known of it.
    public static ApiError tryAgain(
            String code, String message, Duration wait, Map<String, Object> facts) {
        return new ApiError(
                503,
                UNAVAILABLE,
                code,
                message,
                new Details(Optional.empty(), Optional.of(new Retry.After(wait)), facts));
    }

    /// 503 that does not.
    public static ApiError broken(String code, String message, Map<String, Object> facts) {
        return new ApiError(
                503,
                UNAVAILABLE,
                code,
                message,
                new Details(Optional.empty(), Optional.of(new Retry.Never()), facts));
    }

    /// 401: no key, or none that is known here.
    public static ApiError unknownKey(String message) {
        return invalid(401, "invalid_api_key", message);
    }

    /// 429: this client must wait.
    public static ApiError tooMany(String code, String message, Duration wait) {
        return limited(429, code, message, new Retry.After(wait));
    }

    /// 429: waiting does not help this client.
    public static ApiError neverFits(String code, String message) {
        return limited(429, code, message, new Retry.Never());
    }

    /// All clients together ask too much.
    ///
    /// @param status 529, or what a client's library knows better
    public static ApiError overloaded(int status, String message, Duration wait) {
        return limited(status, "overloaded", message, new Retry.After(wait));
    }

    private static ApiError limited(int status, String code, String message, Retry retry) {
        return new ApiError(
                status,
                status == 429 ? "rate_limit_exceeded" : UNAVAILABLE,
                code,
                message,
                new Details(Optional.empty(), Optional.of(retry), Map.of()));
    }

    /// 500: a bug of Stoker; the log says more.
    public static ApiError internal(String message) {
        return new ApiError(500, "api_error", "internal_error", message, Details.NONE);
    }

    /// The headers that advise OpenAI's clients whether and when to ask again.
    public Map<String, String> headers() {
        return switch (details.retry().orElse(null)) {
            case null -> Map.of();
            case Retry.Never _ -> Map.of("x-should-retry", "false");
            case Retry.After(Duration delay) ->
                    Map.of(
                            "x-should-retry",
                            "true",
                            "retry-after",
                            Long.toString(heeded(delay).plusMillis(999).toSeconds()),
                            "retry-after-ms",
                            Long.toString(heeded(delay).toMillis()));
        };
    }

    /// The JSON body.
    public String body() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("message", message);
        error.put("type", type);
        error.put("param", details.param().orElse(null));
        error.put("code", code);
        details.facts()
                .forEach((name, fact) -> {
                    if (fact instanceof Number number) {
                        error.put(name, number.longValue());
                    } else {
                        error.put(name, fact.toString());
                    }
                });
        return JsonNodeFactory.instance.objectNode().set("error", error).toString();
    }

    /// To be thrown by resources.
    public ApiException exception() {
        return new ApiException(this);
    }

    /// Clients heed no wait of more than a minute; they retry at once after one of nothing.
    private static Duration heeded(Duration delay) {
        return Duration.ofMillis(Math.clamp(delay.toMillis(), 1, 60_000));
    }
}

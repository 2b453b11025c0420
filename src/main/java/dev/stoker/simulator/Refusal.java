package dev.stoker.simulator;

import dev.stoker.simulator.json.Json;

/// A request that is answered with an error, in vLLM's shape.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String param;

    private Refusal(int status, String type, String param, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
    }

    static Refusal badRequest(String param, String message) {
        return new Refusal(400, "BadRequestError", param, message);
    }

    static Refusal unknownModel(String message) {
        return new Refusal(404, "NotFoundError", "model", message);
    }

    static Refusal brokenEngine() {
        return new Refusal(
                500, "InternalServerError", "", "The simulated engine was told to fail here.");
    }

    int status() {
        return status;
    }

    String body() {
        String message = String.valueOf(getMessage());
        return "{\"error\":{\"message\":%s,\"type\":\"%s\",\"param\":%s,\"code\":%d}}"
                .formatted(
                        Json.quote(message),
                        type,
                        param.isEmpty() ? "null" : Json.quote(param),
                        status);
    }
}

package dev.stoker.gateway.admission;

import dev.stoker.gateway.BodyLength;
import dev.stoker.gateway.admission.keys.Allowance;
import dev.stoker.gateway.admission.keys.ApiKey;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Supplier;

/// One request that wants to go to an engine.
///
/// @param key absent where the door is open
/// @param body a copy of it, as far as it has arrived
public record Asking(
        HttpServerRequest request, Optional<ApiKey> key, String model, Supplier<byte[]> body) {
    /// Says `batch` of a request that may wait for others.
    static final String CLASS = "x-stoker-class";

    /// Whether it goes behind interactive requests: the key or the client may say so.
    boolean isBatch() {
        return key.map(ApiKey::allowance).map(Allowance::batch).orElse(false)
                || "batch".equalsIgnoreCase(request.getHeader(CLASS));
    }

    boolean isLimited() {
        return key.map(ApiKey::allowance).map(Allowance::isLimited).orElse(false);
    }

    /// @param assumed tokens of an answer without a limit
    long tokens(int assumed) {
        return TokenEstimate.of(body.get(), BodyLength.announced(request), assumed);
    }
}

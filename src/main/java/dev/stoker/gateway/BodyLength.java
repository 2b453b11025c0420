package dev.stoker.gateway;

import io.vertx.core.http.HttpServerRequest;

/// How long a request says that its body is.
public final class BodyLength {
    private BodyLength() {}

    /// @return bytes; 0 where it does not say. The server has refused what is no number.
    public static long announced(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return length == null ? 0 : Long.parseLong(length);
    }
}

package dev.stoker.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// Ends one request from Stoker's side, whether its body and its answer are whole or not.
public final class CutOff {
    private CutOff() {}

    /// Over HTTP/2 that is a reset of its stream (RFC 9113, 8.1), as others have their requests on
    /// the connection; over HTTP/1 the end of the connection, since a reset of the answer is not
    /// told to whoever counts requests before a shutdown.
    public static void of(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}

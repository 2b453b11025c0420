package dev.stoker.gateway.admission.line;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/// One request that wants to go in.
///
/// @param weight tokens that it may take
/// @param batch goes behind those that are not
/// @param response tells when the client leaves
/// @param then hears once how the waiting ended, on the request's event loop
public record Candidate(
        long weight, boolean batch, HttpServerResponse response, Consumer<Turn> then) {}

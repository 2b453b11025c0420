package dev.stoker.gateway.relay;

import dev.stoker.gateway.visit.Visit;
import io.vertx.core.http.HttpServerRequest;

/// One request, as all who handle it know it.
///
/// @param visit who asks, and whether they may
record Parcel(RelayedPath path, HttpServerRequest request, Visit visit) {
    /// Names it in answers and logs.
    String id() {
        return visit.requestId();
    }
}

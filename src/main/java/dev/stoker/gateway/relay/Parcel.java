package dev.stoker.gateway.relay;

import io.vertx.core.http.HttpServerRequest;

/// One request, as all who handle it know it.
///
/// @param id in answers and logs
record Parcel(RelayedPath path, HttpServerRequest request, String id) {}

package dev.stoker.inference.replica;

import dev.stoker.inference.Route;
import java.time.Instant;

/// One of the engines that can answer a request.
///
/// @param readySince tells one readiness of an engine from the next
public record Replica(Route.Serve route, Instant readySince) {
    public String name() {
        return route.engine().name();
    }
}

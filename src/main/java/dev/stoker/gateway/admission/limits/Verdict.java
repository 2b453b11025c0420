package dev.stoker.gateway.admission.limits;

import dev.stoker.gateway.ApiError;
import java.util.Map;

/// Whether a key may send one more request, and what its client is told of its limits.
public sealed interface Verdict {
    /// Headers for the answer.
    Map<String, String> headers();

    /// It may.
    record Granted(Grant grant, Map<String, String> headers) implements Verdict {}

    /// It must wait or send less.
    record Refused(ApiError error, Map<String, String> headers) implements Verdict {}
}

package dev.stoker.inference;

import dev.stoker.engine.EngineDialect.RequestHeaders;
import java.util.HashMap;
import java.util.Map;

/// The headers that tell an engine a request's id and urgency, in its own words.
public final class EngineHeaders {
    private EngineHeaders() {}

    /// @param batch goes behind interactive requests where the engine has priorities
    public static Map<String, String> of(RequestHeaders names, String requestId, boolean batch) {
        Map<String, String> headers = new HashMap<>();
        names.requestId().ifPresent(name -> headers.put(name, requestId));
        if (batch) {
            names.priority().ifPresent(name -> headers.put(name, names.batchPriority()));
        }
        return Map.copyOf(headers);
    }
}

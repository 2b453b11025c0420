package dev.stoker.inference;

import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineDialect.RequestHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// The headers that tell an engine a request's id and urgency, in its own words.
public final class EngineHeaders {
    private EngineHeaders() {}

    /// A request's id, as an engine of that kind is to know it: where it can be aborted by it, no
    /// other begins with it, since an abort of one is an abort of all that begin so.
    public static String idAt(EngineDialect engine, String requestId) {
        return engine.abortPath().isPresent()
                ? "%s.%016x".formatted(requestId, ThreadLocalRandom.current().nextLong())
                : requestId;
    }

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

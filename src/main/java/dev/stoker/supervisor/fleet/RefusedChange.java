package dev.stoker.supervisor.fleet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// New descriptions cannot be put into force as a whole, so that nothing was changed.
public final class RefusedChange extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> reasons;

    /// @param reasons by the name of the engine
    RefusedChange(Map<String, String> reasons) {
        super("nothing was changed: " + reasons);
        this.reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    /// Why not, or what else would have become of it, for each engine that is concerned.
    public Map<String, String> reasons() {
        return reasons;
    }
}

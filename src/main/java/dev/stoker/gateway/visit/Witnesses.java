package dev.stoker.gateway.visit;

import dev.stoker.trace.Tracer;
import jakarta.inject.Singleton;

/// Who is told of every request.
@Singleton
record Witnesses(VisitSettings log, Tracer tracer) {
    boolean any() {
        return log.enabled() || tracer.isOn();
    }

    void ended(Visit visit) {
        if (log.enabled()) {
            AccessLog.write(visit);
        }
    }
}

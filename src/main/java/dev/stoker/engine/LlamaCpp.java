package dev.stoker.engine;

import java.util.List;
import java.util.Map;

/// The llama-cpp engine.
public record LlamaCpp() implements EngineDialect {

    @Override
    public String kind() {
        return "llama-cpp";
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        return new LaunchCommand(List.of("llama-cpp"), Map.of(), Map.of());
    }

    @Override
    public EngineMetrics metrics() {
        return EngineMetrics.none();
    }

    @Override
    public List<LoadPhase> phases() {
        return List.of();
    }

    @Override
    public RequestHeaders headers() {
        return RequestHeaders.none();
    }
}

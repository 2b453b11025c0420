package dev.stoker.engine;

import java.util.List;
import java.util.Map;

/// The custom engine.
public record Custom() implements EngineDialect {

    @Override
    public String kind() {
        return "custom";
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        return new LaunchCommand(List.of("custom"), Map.of(), Map.of());
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

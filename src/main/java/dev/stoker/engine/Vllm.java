package dev.stoker.engine;

import java.util.List;
import java.util.Map;

/// The vllm engine.
public record Vllm() implements EngineDialect {

    @Override
    public String kind() {
        return "vllm";
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        return new LaunchCommand(List.of("vllm"), Map.of(), Map.of());
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

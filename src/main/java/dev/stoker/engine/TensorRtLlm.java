package dev.stoker.engine;

import java.util.List;
import java.util.Map;

/// The tensorrt-llm engine.
public record TensorRtLlm() implements EngineDialect {

    @Override
    public String kind() {
        return "tensorrt-llm";
    }

    @Override
    public LaunchCommand command(EngineSpec spec, LaunchSite site) {
        return new LaunchCommand(List.of("tensorrt-llm"), Map.of(), Map.of());
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

package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelaySettingsTest {
    @Test
    void theDefaultsSuitLongPromptsAndPatientClients() {
        RelaySettings settings = settings(Map.of());

        assertEquals(64 * 1024 * 1024, settings.maxBodySize().asLongValue());
        assertEquals(Duration.ofMinutes(10), settings.engineSilence());
        assertEquals(Duration.ofSeconds(15), settings.keepAlive());
        assertEquals(Duration.ofSeconds(10), settings.headTime());
        assertEquals(Duration.ofSeconds(30), settings.requestIdle());
        assertEquals(Duration.ofMinutes(5), settings.requestTime());
        assertEquals(Optional.empty(), settings.heldBodies());
        assertEquals(RelaySettings.Reasoning.AS_IS, settings.reasoning());
    }

    @Test
    void everyKeyIsRead() {
        RelaySettings settings =
                settings(
                        Map.of(
                                "stoker.gateway.max-body-size", "1M",
                                "stoker.gateway.engine-silence", "5s",
                                "stoker.gateway.keep-alive", "1s",
                                "stoker.gateway.head-time", "4s",
                                "stoker.gateway.request-idle", "2s",
                                "stoker.gateway.request-time", "3s",
                                "stoker.gateway.held-bodies", "4M",
                                "stoker.gateway.reasoning", "both"));

        assertEquals(1024 * 1024, settings.maxBodySize().asLongValue());
        assertEquals(Duration.ofSeconds(5), settings.engineSilence());
        assertEquals(Duration.ofSeconds(1), settings.keepAlive());
        assertEquals(Duration.ofSeconds(4), settings.headTime());
        assertEquals(Duration.ofSeconds(2), settings.requestIdle());
        assertEquals(Duration.ofSeconds(3), settings.requestTime());
        assertEquals(RelaySettings.Reasoning.BOTH, settings.reasoning());
        assertEquals(4L << 20, settings.heldBodies().orElseThrow().asLongValue());
    }

    private static RelaySettings settings(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(RelaySettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 1))
                .build()
                .getConfigMapping(RelaySettings.class);
    }
}

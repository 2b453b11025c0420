package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelaySettingsTest {
    @Test
    void theDefaultsSuitLongPromptsAndPatientClients() {
        RelaySettings settings = settings(Map.of());

        assertEquals(64 * 1024 * 1024, settings.maxBodySize().asLongValue());
        assertEquals(Duration.ofMinutes(10), settings.engineSilence());
    }

    @Test
    void everyKeyIsRead() {
        RelaySettings settings =
                settings(
                        Map.of(
                                "stoker.gateway.max-body-size", "1M",
                                "stoker.gateway.engine-silence", "5s"));

        assertEquals(1024 * 1024, settings.maxBodySize().asLongValue());
        assertEquals(Duration.ofSeconds(5), settings.engineSilence());
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

package dev.stoker.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.admission.AdmissionSettings;
import dev.stoker.gateway.admission.keys.KeySettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardSettingsTest {
    @Test
    void theDefaultsLetEverybodyInAndStallNothing() {
        SmallRyeConfig config = config(Map.of());
        AdmissionSettings admission = config.getConfigMapping(AdmissionSettings.class);

        assertEquals(Optional.empty(), config.getConfigMapping(KeySettings.class).file());
        assertEquals(Map.of(), admission.tokens());
        assertEquals(1_000, admission.longestLine());
        assertEquals(Duration.ofSeconds(30), admission.patience());
        assertEquals(529, admission.overloadStatus());
        assertEquals(1_024, admission.assumedAnswer());
        assertFalse(config.getConfigMapping(VisitSettings.class).enabled());
    }

    @Test
    void everyKeyIsRead() {
        SmallRyeConfig config =
                config(
                        Map.of(
                                "stoker.keys.file", "/etc/stoker/keys",
                                "stoker.admission.tokens.\"glm-4.7\"", "500000",
                                "stoker.admission.tokens.small", "learned",
                                "stoker.admission.longest-line", "5",
                                "stoker.admission.patience", "2s",
                                "stoker.admission.overload-status", "503",
                                "stoker.admission.assumed-answer", "77",
                                "stoker.access-log.enabled", "true"));
        AdmissionSettings admission = config.getConfigMapping(AdmissionSettings.class);

        assertEquals(
                Optional.of(Path.of("/etc/stoker/keys")),
                config.getConfigMapping(KeySettings.class).file());
        assertEquals(Map.of("glm-4.7", "500000", "small", "learned"), admission.tokens());
        assertEquals(5, admission.longestLine());
        assertEquals(Duration.ofSeconds(2), admission.patience());
        assertEquals(503, admission.overloadStatus());
        assertEquals(77, admission.assumedAnswer());
        assertTrue(config.getConfigMapping(VisitSettings.class).enabled());
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(AdmissionSettings.class)
                .withMapping(KeySettings.class)
                .withMapping(VisitSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 1))
                .build();
    }
}

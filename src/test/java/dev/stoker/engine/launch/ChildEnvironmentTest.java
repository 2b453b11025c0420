package dev.stoker.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {

    @Test
    void theEngineFileWinsOverWhatIsInherited() {
        Map<String, String> added =
                ChildEnvironment.of(Map.of("A", "file"), Map.of("A", "stoker")).variables();

        assertEquals(Map.of("A", "file"), added);
    }

    @Test
    void aDefaultGivesWayToTheFileAndToWhatIsInherited() {
        Map<String, String> added =
                ChildEnvironment.of(Map.of("A", "file"), Map.of("B", "stoker"))
                        .unlessSet("A", "default")
                        .unlessSet("B", "default")
                        .unlessSet("C", "default")
                        .variables();

        assertEquals(Map.of("A", "file", "C", "default"), added);
    }

    @Test
    void devicesAreNumberedAsTheDriverNumbersThem() {
        Map<String, String> added =
                ChildEnvironment.of(Map.of(), Map.of()).devices(Optional.of("0,3")).variables();

        assertEquals(
                Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID", "CUDA_VISIBLE_DEVICES", "0,3"), added);
    }
}

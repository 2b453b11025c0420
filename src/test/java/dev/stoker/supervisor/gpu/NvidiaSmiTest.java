package dev.stoker.supervisor.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaSmiTest {
    @Test
    void gpusAreReadFromTheTool(@TempDir Path directory) throws IOException {
        Path tool = directory.resolve("nvidia-smi");
        Files.writeString(tool, "#!/bin/sh\necho '0, 81559, 12'\necho '1, 81559, 40123'\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));

        List<Gpu> gpus = new NvidiaSmi(tool.toString()).get();

        assertEquals(List.of(new Gpu(0, 81559, 12), new Gpu(1, 81559, 40123)), gpus);
    }

    @Test
    void aMachineWithoutTheToolHasNoGpu() {
        assertEquals(List.of(), new NvidiaSmi("/no/such/nvidia-smi").get());
    }

    @Test
    void complaintsOfTheToolArePassedOver() {
        String output =
                """
                NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.
                Make sure, that, the driver is installed
                0, [N/A], 5
                """;

        assertEquals(List.of(new Gpu(0, 0, 5)), NvidiaSmi.parse(output));
    }
}

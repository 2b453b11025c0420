package dev.stoker.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;

/// A program that answers the queries of Stoker as `nvidia-smi` does on a machine with H100s.
public final class FakeNvidiaSmi {
    private static final int MEMORY = 81_559;

    private final Path directory;
    private final TreeMap<Integer, Integer> used = new TreeMap<>();
    private String processes = "";

    private FakeNvidiaSmi(Path directory) {
        this.directory = directory;
    }

    /// Installs the program there; it has no GPU yet.
    public static FakeNvidiaSmi in(Path directory) throws IOException {
        Path tool = directory.resolve("nvidia-smi");
        Files.writeString(
                tool,
                """
                #!/bin/sh
                case $1 in
                  --query-gpu=index,memory.total,memory.used) cat DIR/memory ;;
                  --query-gpu=index,uuid) cat DIR/uuids ;;
                  --query-compute-apps=*) cat DIR/processes ;;
                  *) echo "Field is not a valid field to query." ; exit 2 ;;
                esac
                """
                        .replace("DIR", directory.toString()));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        return new FakeNvidiaSmi(directory).write();
    }

    public String program() {
        return directory.resolve("nvidia-smi").toString();
    }

    /// A GPU of which that many MiB are in use from now on.
    public FakeNvidiaSmi using(int gpu, int mebibytes) throws IOException {
        used.put(gpu, mebibytes);
        return write();
    }

    public FakeNvidiaSmi computing(int gpu, long pid, String name, int mebibytes)
            throws IOException {
        return computing(gpu, pid, name, String.valueOf(mebibytes));
    }

    /// A process on that GPU from now on.
    public FakeNvidiaSmi computing(int gpu, long pid, String name, String memory)
            throws IOException {
        processes += "%s, %d, %s, %s%n".formatted(uuid(gpu), pid, name, memory);
        return write();
    }

    private FakeNvidiaSmi write() throws IOException {
        var memory = new StringBuilder();
        var uuids = new StringBuilder();
        used.forEach((gpu, mebibytes) -> {
            memory.append("%d, %d, %d%n".formatted(gpu, MEMORY, mebibytes));
            uuids.append("%d, %s%n".formatted(gpu, uuid(gpu)));
        });
        Files.writeString(directory.resolve("memory"), memory);
        Files.writeString(directory.resolve("uuids"), uuids);
        Files.writeString(directory.resolve("processes"), processes);
        return this;
    }

    private static String uuid(int gpu) {
        return "GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a7%d".formatted(gpu);
    }
}

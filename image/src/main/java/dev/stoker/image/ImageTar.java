package dev.stoker.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Stoker and a small Java in an image of their own, for a front, which starts no engine. Engines want
/// Stoker on top of their own image: see `Dockerfile.jvm`.
///
/// @param application the folder that `./stoker build` makes
/// @param scratch for the runtime and for layers; may be deleted afterwards
public record ImageTar(Path application, Path scratch) {
    private static final String JAVA = "/opt/java/openjdk";
    private static final String STOKER = "/opt/stoker";
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions WRITABLE = FilePermissions.fromOctalString("777");

    /// Writes the image there, as `docker load` and its like read it.
    public Path write(Path tar) throws Exception {
        Path java = SmallJava.link(scratch.resolve("java"));
        Jib.fromScratch()
                .addFileEntriesLayer(system(SmallJava.libraries(java)))
                .addFileEntriesLayer(tree("java", java, JAVA))
                .addFileEntriesLayer(tree("libraries", application.resolve("lib"), STOKER + "/lib"))
                .addFileEntriesLayer(stoker())
                .setUser("10001:10001")
                .setWorkingDirectory(AbsoluteUnixPath.get(STOKER))
                .setEnvironment(environment())
                .setExposedPorts(Ports.parse(List.of("8080", "9000")))
                .setEntrypoint(JAVA + "/bin/java", "-Xmx2g", "-jar", "quarkus-run.jar")
                .containerize(
                        Containerizer.to(TarImage.at(tar).named("stoker:0.1.0-front"))
                                .setBaseImageLayersCache(scratch.resolve("base"))
                                .setApplicationLayersCache(scratch.resolve("layers"))
                                .setOfflineMode(true));
        return tar;
    }

    /// Those of the other images.
    private static Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME",
                JAVA,
                "PATH",
                JAVA + "/bin",
                "HOME",
                "/var/lib/stoker/cache",
                "STOKER_STATE_DIRECTORY",
                "/var/lib/stoker/state",
                "QUARKUS_HTTP_HOST",
                "0.0.0.0",
                "QUARKUS_MANAGEMENT_HOST",
                "0.0.0.0");
    }

    private FileEntriesLayer system(Map<Path, Path> libraries) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
        libraries.forEach(
                (here, there) ->
                        layer.addEntry(
                                resolved(here), AbsoluteUnixPath.fromPath(there), PROGRAM));
        Path passwd =
                Files.writeString(
                        Files.createDirectories(scratch).resolve("passwd"),
                        "stoker:x:10001:10001::/var/lib/stoker/cache:/sbin/nologin\n");
        Path empty = Files.createDirectories(scratch.resolve("empty"));
        return layer.addEntry(passwd, AbsoluteUnixPath.get("/etc/passwd"))
                .addEntry(empty, AbsoluteUnixPath.get("/tmp"), WRITABLE)
                .addEntry(empty, AbsoluteUnixPath.get("/var/lib/stoker"), WRITABLE)
                .build();
    }

    /// A library's name mostly is a link to its file.
    private static Path resolved(Path library) {
        try {
            return library.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileEntriesLayer stoker() throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("stoker");
        try (Stream<Path> files = Files.list(application)) {
            for (Path file : files.filter(path -> !path.endsWith("lib")).sorted().toList()) {
                layer.addEntryRecursive(
                        file, AbsoluteUnixPath.get(STOKER + "/" + file.getFileName()));
            }
        }
        return layer.build();
    }

    private static FileEntriesLayer tree(String name, Path from, String to) throws IOException {
        return FileEntriesLayer.builder()
                .setName(name)
                .addEntryRecursive(
                        from,
                        AbsoluteUnixPath.get(to),
                        (file, _) ->
                                Files.isExecutable(file)
                                        ? PROGRAM
                                        : FilePermissions.DEFAULT_FILE_PERMISSIONS)
                .build();
    }
}

package dev.stoker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A Java runtime of the modules that Stoker uses, and the few libraries of the system that it
/// stands on.
final class SmallJava {
    private static final String MODULES =
            "java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.zipfs,jdk.naming.dns,"
                    + "jdk.localedata,jdk.net,jdk.httpserver,jdk.jfr";
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+\\.so\\S*) \\(0x");

    private SmallJava() {}

    /// Links the runtime of this very Java there.
    static Path link(Path target) throws IOException, InterruptedException {
        String jlink = Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
        run(
                List.of(
                        jlink,
                        "--add-modules",
                        MODULES,
                        "--include-locales",
                        "en",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        target.toString()));
        return target;
    }

    /// What the loader brings to the runtime from outside of it: the file here by its path there.
    static Map<Path, Path> libraries(Path java) throws IOException, InterruptedException {
        Map<Path, Path> found = new TreeMap<>();
        for (String part : List.of("bin/java", "lib/server/libjvm.so", "lib/libnio.so")) {
            LIBRARY.matcher(run(List.of("ldd", java.resolve(part).toString())))
                    .results()
                    .map(match -> Path.of(match.group(1)))
                    .filter(library -> !library.startsWith(java))
                    .forEach(library -> found.put(library, library));
        }
        return found;
    }

    private static String run(List<String> argv) throws IOException, InterruptedException {
        Path output = Files.createTempFile("image-", ".out");
        try {
            Process process =
                    new ProcessBuilder(argv)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            int status = process.waitFor();
            String text = Files.readString(output);
            if (status != 0) {
                throw new IOException("%s ended with %d: %s".formatted(argv, status, text));
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }
}

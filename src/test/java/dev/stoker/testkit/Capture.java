package dev.stoker.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A request to a genuine engine and its answer, as they went over the wire; read as Latin-1, so
/// that each character is a byte.
///
/// @param name of the file
public record Capture(String name, String request, String response) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "captures");
    private static final String DIVIDER = "\n===== RESPONSE =====\n";

    public static List<Capture> all() throws IOException {
        return all(FOLDER);
    }

    /// The many that differ little from those.
    public static List<Capture> more() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(FOLDER.resolve("more.zip"))) {
            return all(zip.getPath("/"));
        }
    }

    private static List<Capture> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .map(Capture::load)
                    .toList();
        }
    }

    public static Capture load(String name) {
        return load(FOLDER.resolve(name + ".http"));
    }

    private static Capture load(Path file) {
        try {
            String text = Files.readString(file, ISO_8859_1);
            int divider = text.indexOf(DIVIDER);
            return new Capture(
                    file.getFileName().toString().replace(".http", ""),
                    text.substring(0, divider),
                    text.substring(divider + DIVIDER.length()));
        } catch (IOException e) {
            throw new IllegalStateException("unreadable: " + file, e);
        }
    }

    public String path() {
        return request.split(" ", 3)[1];
    }

    public String requestBody() {
        String body = bodyOf(request);
        return body.endsWith("\n") ? body.substring(0, body.length() - 1) : body;
    }

    public String statusLine() {
        return response.substring(0, response.indexOf("\r\n"));
    }

    /// The headers of a response that are not for its connection, in their order.
    public static List<String> headers(String response) {
        return response.substring(0, response.indexOf("\r\n\r\n"))
                .lines()
                .skip(1)
                .filter(line -> !isOfOneConnection(line.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /// The body of a response without the framing of chunks, as far as it got.
    public static String body(String response) {
        String body = bodyOf(response);
        return response.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked\r\n")
                ? withoutChunks(body)
                : body;
    }

    private static String bodyOf(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }

    private static String withoutChunks(String body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (body.indexOf("\r\n", at) > 0) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            int start = line + 2;
            int end = Math.min(body.length(), start + size);
            whole.writeBytes(body.substring(start, end).getBytes(ISO_8859_1));
            at = end + 2;
        }
        return whole.toString(ISO_8859_1);
    }

    private static boolean isOfOneConnection(String header) {
        return header.startsWith("connection:")
                || header.startsWith("transfer-encoding:")
                || header.startsWith("keep-alive:");
    }

    @Override
    public String toString() {
        return name;
    }
}

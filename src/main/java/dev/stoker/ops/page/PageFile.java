package dev.stoker.ops.page;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.CRC32C;

/// One file of the page as browsers get it.
///
/// @param type its content type
/// @param tag its entity tag, which changes with its bytes
record PageFile(Buffer bytes, String type, String tag) {
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    /// Reads one from the package.
    ///
    /// @param name that is known to be one of the page's
    static PageFile read(String name) {
        try (InputStream file = PageFile.class.getResourceAsStream("/page/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the package lacks page/" + name);
            }
            byte[] bytes = file.readAllBytes();
            CRC32C sum = new CRC32C();
            sum.update(bytes);
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return new PageFile(
                    Buffer.buffer(bytes),
                    String.valueOf(type),
                    "\"%08x\"".formatted(sum.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

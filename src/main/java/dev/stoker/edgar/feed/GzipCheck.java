package dev.stoker.edgar.feed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Whether a file is a whole gzip: read to its end, checksum and length right.
public enum GzipCheck {
    WHOLE,
    /// It ends too early; the rest may still come.
    CUT_OFF,
    /// It is damaged, or no gzip at all.
    CORRUPT;

    private static final int BUFFER_BYTES = 256 << 10;

    public static GzipCheck of(Path file) throws IOException {
        try (InputStream compressed = Files.newInputStream(file);
                InputStream inflated = new GZIPInputStream(compressed, BUFFER_BYTES)) {
            byte[] unwanted = new byte[BUFFER_BYTES];
            while (inflated.read(unwanted) >= 0) {
                // only the end matters
            }
            return WHOLE;
        } catch (EOFException e) {
            return CUT_OFF;
        } catch (ZipException e) {
            return CORRUPT;
        }
    }
}

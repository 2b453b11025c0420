package dev.stoker.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A gzipped tarball, member by member.
public final class TarballBuilder {
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    public TarballBuilder() {
        try {
            tar = new TarArchiveOutputStream(new GZIPOutputStream(packed));
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TarballBuilder add(String name, String content) {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TarballBuilder add(String name, byte[] content) {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A member whose name is `bytes` long, as GNU tar writes it: an entry of its own.
    public TarballBuilder addLongName(int bytes) {
        try {
            TarArchiveEntry entry =
                    new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            entry.setSize(bytes);
            tar.putArchiveEntry(entry);
            tar.write("n".repeat(bytes).getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
            return add("n", "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Anything that is no file: `TarConstants.LF_SYMLINK`, `LF_DIR`, `LF_FIFO` and so on.
    public TarballBuilder addSpecial(String name, byte kind) {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
            if (kind == TarConstants.LF_SYMLINK || kind == TarConstants.LF_LINK) {
                entry.setLinkName("/etc/passwd");
            }
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            tar.close();
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.stoker.edgar.archive;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// The members of one gzipped tarball, read once from front to back. Nothing is unpacked: a
/// member's name decides nothing but its name.
public final class Tarball implements Closeable {
    private static final int READ_BYTES = 256 << 10;
    private static final long MOST_NAME_BYTES = 1 << 20;

    private final GuardedStream inflated;
    private final TarArchiveInputStream tar;

    private Tarball(GuardedStream inflated) {
        this.inflated = inflated;
        this.tar = new TarArchiveInputStream(inflated, "ISO-8859-1");
    }

    public static Tarball open(Path file, ArchiveLimits limits) throws IOException {
        return of(Files.newInputStream(file), limits);
    }

    /// Closes the bytes when it is closed, or cannot be opened.
    public static Tarball of(InputStream bytes, ArchiveLimits limits) throws IOException {
        CountedFile compressed = new CountedFile(bytes);
        try {
            InputStream inflating = new GZIPInputStream(compressed, READ_BYTES);
            return new Tarball(
                    new GuardedStream(inflating, () -> compressed.count, limits.ratio()));
        } catch (IOException e) {
            compressed.close();
            throw e;
        }
    }

    /// The next regular member, or empty when the archive ended as it should.
    public Optional<TarballMember> next() throws IOException {
        TarArchiveEntry entry = nextEntry();
        while (entry != null && !isRegular(entry)) {
            skipRest();
            entry = nextEntry();
        }
        if (entry == null) {
            skipTrailer();
            return Optional.empty();
        }
        return Optional.of(new TarballMember(baseName(entry.getName()), entry.getSize()));
    }

    private TarArchiveEntry nextEntry() throws IOException {
        inflated.allow(MOST_NAME_BYTES);
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new IOException("a member header is corrupt: " + e.getMessage(), e);
        } finally {
            inflated.allow(Long.MAX_VALUE / 2);
        }
    }

    private static boolean isRegular(TarArchiveEntry entry) {
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
                    !entry.isSparse() && !entry.isDirectory();
            default -> false;
        };
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// Reads the member that `next` returned last.
    public void read(MemberBuffer buffer, TarballMember member) throws IOException {
        buffer.fill(tar, Math.toIntExact(member.bytes()));
    }

    /// Passes over what is unread of the member that `next` returned last.
    public void skipRest() throws IOException {
        byte[] unwanted = new byte[8192];
        while (tar.read(unwanted) >= 0) {
            // inflating is the only way past a member
        }
    }

    /// Reads on to the end of the gzip stream, whose checksum stands there.
    private void skipTrailer() throws IOException {
        byte[] unwanted = new byte[8192];
        while (inflated.read(unwanted) >= 0) {
            // only padding is expected here
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private static final class CountedFile extends FilterInputStream {
        private long count;

        CountedFile(InputStream file) {
            super(file);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}

package dev.stoker.batch.file;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.FileId;
import java.io.InputStream;
import java.util.Optional;

/// Reads a stored file, one part of it at a time.
final class FileContent extends InputStream {
    private final Database database;
    private final FileId id;
    private byte[] part = new byte[0];
    private int position;
    private int next;
    private boolean ended;

    FileContent(Database database, FileId id) {
        this.database = database;
        this.id = id;
    }

    @Override
    public int read() {
        return available() > 0 || advance() ? part[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (available() == 0 && !advance()) {
            return -1;
        }
        int count = Math.min(length, available());
        System.arraycopy(part, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return part.length - position;
    }

    /// Fetches the next part; false behind the last.
    private boolean advance() {
        if (ended) {
            return false;
        }
        Optional<byte[]> fetched =
                database.transaction(session ->
                        session.first(
                                "SELECT bytes FROM file_chunk WHERE file = ? AND part = ?",
                                row -> row.getBytes("bytes"),
                                id,
                                next));
        next++;
        position = 0;
        part = fetched.orElse(new byte[0]);
        ended = fetched.isEmpty();
        return !ended;
    }
}

package dev.stoker.batch.file;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.FileId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/// A file while it is received; nobody sees it before [#complete].
public final class FileDraft {
    /// Bytes of a part: what is held of a file at once.
    static final int PART = 512 * 1024;

    private final Database database;
    private final FileId id;
    private final StoredFile.Lifetime lifetime;
    private final LongConsumer completed;
    private long bytes;

    /// @param completed is told the bytes of a complete file
    FileDraft(Database database, FileId id, StoredFile.Lifetime lifetime, LongConsumer completed) {
        this.database = database;
        this.id = id;
        this.lifetime = lifetime;
        this.completed = completed;
    }

    /// Stores everything that comes, part by part, each in a transaction of its own.
    ///
    /// @throws IOException when the stream breaks
    public void receive(InputStream in) throws IOException {
        int part = 0;
        byte[] read = in.readNBytes(PART);
        while (read.length > 0) {
            store(part, read);
            part++;
            bytes += read.length;
            read = in.readNBytes(PART);
        }
    }

    private void store(int part, byte[] content) {
        database.transaction(session ->
                session.update(
                        "INSERT INTO file_chunk (file, part, bytes) VALUES (?, ?, ?)",
                        id,
                        part,
                        content));
    }

    /// Bytes received so far.
    public long bytes() {
        return bytes;
    }

    /// Shows the file.
    ///
    /// @param keep how long after its creation; empty: as long as configured
    public StoredFile complete(String name, String purpose, Optional<Duration> keep) {
        Instant expires = keep.map(lifetime.created()::plus).orElse(lifetime.expires());
        database.transaction(session ->
                session.update(
                        """
                        UPDATE file
                        SET name = ?, purpose = ?, bytes = ?, expires = ?, complete = TRUE
                        WHERE id = ?
                        """,
                        Database.clean(name),
                        purpose,
                        bytes,
                        expires,
                        id));
        completed.accept(bytes);
        return new StoredFile(
                id,
                Database.clean(name),
                purpose,
                bytes,
                new StoredFile.Lifetime(lifetime.created(), expires));
    }

    /// Forgets what was received.
    public void discard() {
        database.transaction(session -> session.update("DELETE FROM file WHERE id = ?", id));
    }
}

package dev.stoker.batch.file;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.FileId;
import java.io.InputStream;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// The files: received, listed, read, deleted, forgotten.
///
/// Every method is one transaction and throws [dev.stoker.batch.database.DatabaseFailure] when it
/// could not be. A file is seen by nobody before it is complete.
public final class FileStore {
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);
    private static final String LIST =
            """
            SELECT * FROM file
            WHERE complete AND (?::text IS NULL OR purpose = ?) AND id %s ?
            ORDER BY id %s LIMIT ?
            """;
    private static final String LIST_NEWEST = LIST.formatted("<", "DESC");
    private static final String LIST_OLDEST = LIST.formatted(">", "ASC");
    private static final String READ_BY_A_JOB =
            """
            EXISTS (
                SELECT FROM job WHERE job.input = file.id AND NOT sealed AND finished IS NULL)
            """;

    private final Database database;
    private final InstantSource clock;
    private final Duration retention;
    private final LongAdder stored = new LongAdder();
    private final LongAdder bytesStored = new LongAdder();
    private final RandomGenerator random = new SecureRandom();

    /// @param retention of files that name no other
    public FileStore(DataSource source, InstantSource clock, Duration retention) {
        this.database = new Database(source);
        this.clock = clock;
        this.retention = retention;
    }

    /// Files that were completed since this store was made.
    public long stored() {
        return stored.sum();
    }

    /// Their bytes.
    public long bytesStored() {
        return bytesStored.sum();
    }

    private void count(long bytes) {
        stored.increment();
        bytesStored.add(bytes);
    }

    /// Begins a file; what is not completed within a day is forgotten.
    public FileDraft begin() {
        Instant now = clock.instant();
        FileId id = FileId.at(now, random);
        database.transaction(session ->
                session.update(
                        """
                        INSERT INTO file (id, name, purpose, created, expires)
                        VALUES (?, '', '', ?, ?)
                        """,
                        id,
                        now,
                        now.plus(LONGEST_UPLOAD)));
        return new FileDraft(
                database, id, new StoredFile.Lifetime(now, now.plus(retention)), this::count);
    }

    public Optional<StoredFile> find(FileId id) {
        return database.transaction(session ->
                session.first("SELECT * FROM file WHERE id = ? AND complete", FileStore::file, id));
    }

    public List<StoredFile> list(FileQuery query) {
        UUID border = query.after().map(FileId::value).orElse(query.newestFirst() ? LAST : FIRST);
        return database.transaction(session ->
                session.query(
                        query.newestFirst() ? LIST_NEWEST : LIST_OLDEST,
                        FileStore::file,
                        query.purpose(),
                        query.purpose(),
                        border,
                        query.most()));
    }

    /// What the file holds, read part by part: no transaction stays open in between.
    public InputStream content(FileId id) {
        return new FileContent(database, id);
    }

    /// Deletes a file, unless a job still reads it.
    public Removal remove(FileId id) {
        return database.transaction(session -> {
            // Locked before it is looked at, so that no job can begin to read it in between.
            Optional<Boolean> complete =
                    session.first(
                            "SELECT complete FROM file WHERE id = ? FOR UPDATE",
                            row -> row.getBoolean("complete"),
                            id);
            return complete.filter(Boolean::booleanValue).isPresent()
                    ? remove(session, id)
                    : Removal.UNKNOWN;
        });
    }

    private static Removal remove(Session session, FileId id) throws SQLException {
        int removed = session.update("DELETE FROM file WHERE id = ? AND NOT " + READ_BY_A_JOB, id);
        return removed > 0 ? Removal.REMOVED : Removal.IN_USE;
    }

    /// Forgets files whose time is over and that no job reads.
    ///
    /// @return how many
    public int forget() {
        Instant now = clock.instant();
        return database.transaction(session -> {
            List<FileId> expired =
                    session.query(
                            """
                            SELECT id FROM file WHERE expires < ?
                            ORDER BY id FOR UPDATE SKIP LOCKED
                            """,
                            row -> new FileId(row.getObject("id", UUID.class)),
                            now);
            int forgotten = 0;
            for (FileId id : expired) {
                forgotten += remove(session, id) == Removal.REMOVED ? 1 : 0;
            }
            return forgotten;
        });
    }

    private static StoredFile file(ResultSet row) throws SQLException {
        return new StoredFile(
                new FileId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("purpose"),
                row.getLong("bytes"),
                new StoredFile.Lifetime(
                        Database.time(row, "created").orElseThrow(),
                        Database.time(row, "expires").orElseThrow()));
    }
}

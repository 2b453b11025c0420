package dev.stoker.batch.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.job.FileId;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.NewJob.Terms;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileStoreTest {
    private final QueueDatabase database = QueueDatabase.fresh();
    private final MovableTime time = new MovableTime();
    private final FileStore files = new FileStore(database.source(), time, Duration.ofDays(7));
    private final JobStore jobs = new JobStore(database.source(), time);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFileOfSeveralPartsIsReadAsItWasWritten() throws IOException {
        byte[] content = new byte[2 * FileDraft.PART + 17];
        new Random(1).nextBytes(content);

        StoredFile file = store(content);

        assertEquals(content.length, file.bytes());
        assertEquals(Optional.of(file), files.find(file.id()));
        try (InputStream in = files.content(file.id())) {
            assertArrayEquals(content, in.readAllBytes());
        }
    }

    @Test
    void whatIsNotCompleteIsSeenByNobodyAndForgottenAfterADay() throws IOException {
        FileDraft draft = files.begin();
        draft.receive(new ByteArrayInputStream(new byte[10]));
        assertEquals(List.of(), list());

        time.advance(Duration.ofHours(25));
        files.forget();

        assertEquals(0, parts());
    }

    @Test
    void nothingStaysOfADiscardedFile() {
        FileDraft draft = files.begin();
        InputStream broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[FileDraft.PART]),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("cut off");
                            }

                            @Override
                            public int read(byte[] into, int from, int count) throws IOException {
                                return read();
                            }
                        });

        assertThrows(IOException.class, () -> draft.receive(broken));
        draft.discard();

        assertEquals(0, parts());
    }

    @Test
    void aFileIsForgottenWhenItsTimeIsOver() throws IOException {
        StoredFile week = store(new byte[1]);
        FileDraft draft = files.begin();
        draft.receive(new ByteArrayInputStream(new byte[1]));
        StoredFile hour = draft.complete("a", "batch", Optional.of(Duration.ofHours(1)));

        time.advance(Duration.ofHours(2));

        assertEquals(1, files.forget());
        assertEquals(Optional.empty(), files.find(hour.id()));
        assertEquals(List.of(week), list());
    }

    @Test
    void aFileThatAJobStillReadsStays() throws IOException {
        FileId file = store(new byte[1]).id();
        JobId job = jobs.create(NewJob.open(Items.job()).under(Terms.NONE.reading(file))).id();
        time.advance(Duration.ofDays(8));

        assertEquals(Removal.IN_USE, files.remove(file));
        assertEquals(0, files.forget());

        jobs.seal(job);
        assertEquals(Removal.REMOVED, files.remove(file));
        assertEquals(Removal.UNKNOWN, files.remove(file));
    }

    private StoredFile store(byte[] content) throws IOException {
        FileDraft draft = files.begin();
        draft.receive(new ByteArrayInputStream(content));
        return draft.complete("requests.jsonl", "batch", Optional.empty());
    }

    private List<StoredFile> list() {
        return files.list(new FileQuery(Optional.empty(), Optional.empty(), true, 100));
    }

    private long parts() {
        try (var connection = database.source().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM file_chunk")) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

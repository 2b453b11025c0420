package dev.stoker.summarize;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.FileId;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.requests.Lines;
import dev.stoker.edgar.BrokenArchive;
import dev.stoker.edgar.DayArchive;
import dev.stoker.summarize.input.InvalidRequest;
import dev.stoker.summarize.input.ReadSummaryRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the filings of an uploaded file: a compressed tarball as the Feed has them, or a filing a
/// line in JSON. Broken off, it is read again from its start: what was added is left as it is.
final class ReadUpload {
    private static final System.Logger LOG = System.getLogger(ReadUpload.class.getName());
    private static final int BATCH = 32;
    private static final int LONGEST_LINE = 64 * 1024 * 1024;
    private static final int[] GZIP = {0x1F, 0x8B};

    private final Batch batch;
    private final Job job;
    private final SummaryParameters parameters;
    private final FilingItem items;
    private final List<NewItem> read = new ArrayList<>();
    private boolean open = true;

    ReadUpload(Batch batch, Job job, SummaryParameters parameters, FilingItem items) {
        this.batch = batch;
        this.job = job;
        this.parameters = parameters;
        this.items = items;
    }

    /// Reads the file to its end and seals the job.
    ///
    /// @throws dev.stoker.batch.database.DatabaseFailure when items could not be added; it may be
    ///   run again
    void run(FileId file) {
        try (PushbackInputStream in =
                new PushbackInputStream(batch.files().content(file), GZIP.length)) {
            if (isGzip(in)) {
                readTarball(file, in);
            } else {
                readLines(in);
            }
        } catch (IOException e) {
            LOG.log(WARNING, "upload broken job={0} file={1} {2}", job.id(), file, e.getMessage());
            read.add(FilingItem.brokenUpload(file.toString(), String.valueOf(e.getMessage())));
        }
        add();
        if (open) {
            batch.jobs().seal(job.id());
        } else {
            LOG.log(INFO, "job closed while its upload was read job={0}", job.id());
        }
    }

    private static boolean isGzip(PushbackInputStream in) throws IOException {
        byte[] start = in.readNBytes(GZIP.length);
        in.unread(start);
        return start.length == GZIP.length
                && (start[0] & 0xFF) == GZIP[0]
                && (start[1] & 0xFF) == GZIP[1];
    }

    private void readTarball(FileId file, InputStream in) throws IOException {
        try {
            DayArchive.describe(
                    "file " + file,
                    in,
                    parameters.wanted().text(),
                    member -> take(file, EdgarFeed.member(member.outcome())));
        } catch (BrokenArchive e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void take(FileId file, FilingSource.Member member) {
        boolean wanted =
                !(member.content() instanceof FilingSource.Filing(Identity identity, _))
                        || parameters.wants(identity);
        take(items.of(file.toString(), member), wanted);
    }

    private void readLines(InputStream in) throws IOException {
        Lines lines = new Lines(in, LONGEST_LINE);
        Optional<Lines.Line> line = lines.next();
        while (line.isPresent() && open) {
            take(line.get());
            line = lines.next();
        }
    }

    private void take(Lines.Line line) {
        String place = "line " + line.number();
        try {
            String text =
                    line.text().orElseThrow(() -> new InvalidRequest("", "the line is too long"));
            SummaryRequest.Filing filing = ReadSummaryRequest.filing(text);
            take(items.of(place, filing), parameters.wants(filing.identity()));
        } catch (InvalidRequest e) {
            read.add(FilingItem.brokenLine(line.number(), String.valueOf(e.getMessage())));
        }
    }

    private void take(NewItem item, boolean wanted) {
        if (wanted) {
            read.add(item);
        }
        if (read.size() >= BATCH) {
            add();
        }
    }

    private void add() {
        open = open && batch.jobs().add(job.id(), read, Optional.empty());
        read.clear();
    }
}

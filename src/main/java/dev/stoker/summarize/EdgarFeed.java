package dev.stoker.summarize;

import dev.stoker.edgar.BrokenArchive;
import dev.stoker.edgar.DayArchive;
import dev.stoker.edgar.DayMember;
import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/// The filings of a day as EDGAR's Feed has them.
public final class EdgarFeed implements FilingSource {
    private final FeedClient feed;

    public EdgarFeed(FeedClient feed) {
        this.feed = feed;
    }

    @Override
    public void read(LocalDate day, Consumer<Member> sink)
            throws IOException, InterruptedException {
        Optional<Path> tarball = tarball(day);
        if (tarball.isEmpty()) {
            return;
        }
        try {
            DayArchive.read(tarball.get(), member -> sink.accept(member(member)));
        } catch (BrokenArchive e) {
            // The next job that wants the day fetches it again.
            feed.forget(day);
            throw new IOException(e.getMessage(), e);
        }
    }

    private Optional<Path> tarball(LocalDate day) throws IOException, InterruptedException {
        try {
            return feed.day(day);
        } catch (FeedUnavailable e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// A file of the Feed, or of a tarball like its own.
    static Member member(DayMember member) {
        return switch (member) {
            case DayMember.Read(String name, dev.stoker.edgar.Filing filing) ->
                    new Member(
                            name,
                            new Filing(
                                    new Identity(
                                            filing.accessionNumber(), filing.form(), filing.cik()),
                                    filing.text()));
            case DayMember.Unreadable(String name, String reason) ->
                    new Member(name, new Unreadable(reason));
        };
    }
}

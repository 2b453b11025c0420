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

/// The filings of the EDGAR Feed, downloaded a day at a time and read as a stream.
public final class FeedFilings implements FilingSource {
    private final FeedClient feed;

    public FeedFilings(FeedClient feed) {
        this.feed = feed;
    }

    @Override
    public void read(LocalDate day, Consumer<Member> sink)
            throws IOException, InterruptedException {
        try {
            Optional<Path> tarball = feed.day(day);
            if (tarball.isPresent()) {
                DayArchive.read(tarball.get(), member -> sink.accept(member(member)));
            }
        } catch (FeedUnavailable unavailable) {
            throw new IOException(unavailable.getMessage(), unavailable);
        } catch (BrokenArchive broken) {
            // what is broken in the cache stays broken: the next reader shall fetch it anew
            feed.forget(day);
            throw new IOException(broken.getMessage(), broken);
        }
    }

    private static Member member(DayMember member) {
        return switch (member) {
            case DayMember.Read(String name, var filing) ->
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

package dev.stoker.summarize;

import dev.stoker.edgar.BrokenArchive;
import dev.stoker.edgar.DayFilings;
import dev.stoker.edgar.DayMember;
import dev.stoker.edgar.DescribedMember;
import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedUnavailable;
import dev.stoker.edgar.select.Wanted;
import java.io.IOException;
import java.time.LocalDate;
import java.util.function.Consumer;

/// The filings of a day as EDGAR's Feed has them.
public final class EdgarFeed implements FilingSource {
    private final FeedClient feed;

    public EdgarFeed(FeedClient feed) {
        this.feed = feed;
    }

    @Override
    public void read(LocalDate day, Wanted wanted, Consumer<Member> sink)
            throws IOException, InterruptedException {
        try {
            DayFilings.read(feed, day, wanted, member -> sink.accept(member(member)));
        } catch (FeedUnavailable e) {
            throw e.retryAt()
                    .<IOException>map(
                            until -> new FeedBlocked(String.valueOf(e.getMessage()), until))
                    .orElseGet(() -> new IOException(e.getMessage(), e));
        } catch (BrokenArchive e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Member member(DescribedMember member) {
        return member(member.outcome());
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

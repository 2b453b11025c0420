package dev.stoker.edgar;

import dev.stoker.edgar.select.DailyIndex;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.IndexedFiling;
import dev.stoker.edgar.select.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The filings of a day that somebody wants: one by one where the daily index lists few of them,
/// else out of the whole day, which is read while it is downloaded.
public final class DayFilings {
    private static final Logger LOG = System.getLogger(DayFilings.class.getName());

    private final FeedClient feed;
    private final LocalDate date;
    private final Wanted wanted;
    private final Consumer<DescribedMember> sink;
    private final Set<String> picked = new HashSet<>();
    private final Map<String, Integer> delivered = new HashMap<>();

    private DayFilings(
            FeedClient feed, LocalDate date, Wanted wanted, Consumer<DescribedMember> sink) {
        this.feed = feed;
        this.date = date;
        this.wanted = wanted;
        this.sink = sink;
    }

    /// Calls `sink`, in the caller's thread, once for each wanted filing and for each member that
    /// cannot be read, which might have been one.
    ///
    /// @return false when the Feed has nothing for that day
    /// @throws BrokenArchive after what stands before the break was delivered; the day is forgotten
    ///   and will be fetched again
    public static boolean read(
            FeedClient feed, LocalDate date, Wanted wanted, Consumer<DescribedMember> sink)
            throws FeedUnavailable, BrokenArchive, InterruptedException {
        DayFilings reading = new DayFilings(feed, date, wanted, sink);
        return reading.readPicked() || reading.readWhole();
    }

    /// False when the whole day must be read.
    private boolean readPicked() throws FeedUnavailable, InterruptedException {
        if (filter().isAll() || feed.cached(date).isPresent()) {
            return false;
        }
        Optional<DailyIndex> index = feed.index(date);
        if (index.isEmpty()) {
            return false;
        }
        List<IndexedFiling> matching = index.get().matching(filter());
        return index.get().isWorthPicking(matching) && pickAll(matching);
    }

    private boolean pickAll(List<IndexedFiling> matching)
            throws FeedUnavailable, InterruptedException {
        LOG.log(Level.INFO, "filings picked day={0} count={1}", date, matching.size());
        for (IndexedFiling filing : matching) {
            Optional<byte[]> submission = feed.submission(filing);
            if (submission.isEmpty()) {
                // the index may be ahead of the Archives, and a mirror may have no single filings
                LOG.log(Level.INFO, "filing not found day={0} path={1}", date, filing.path());
                return false;
            }
            picked.add(filing.accessionNumber());
            sink.accept(read(filing, submission.get()));
        }
        return true;
    }

    private DescribedMember read(IndexedFiling filing, byte[] submission) {
        String name = filing.accessionNumber() + ".txt";
        int most = FeedClient.mostSubmissionBytes();
        return submission.length > most
                ? DescribedMember.unreadable(
                        name, "more than the %d bytes that a filing may have".formatted(most))
                : DescribedMember.read(name, submission, submission.length, wanted.text())
                        .inTheWordsOfTheFeed();
    }

    private boolean readWhole() throws FeedUnavailable, BrokenArchive, InterruptedException {
        try (ComingDay day = feed.begin(date)) {
            Optional<InputStream> begun = day.begun();
            if (begun.isPresent() && isReadComing(day, begun.get())) {
                return true;
            }
            Optional<Path> whole = day.whole();
            if (whole.isPresent()) {
                readFile(whole.get());
            }
            return whole.isPresent();
        }
    }

    /// Reads the day while it comes; false when it must be read again, from its file, because what
    /// came first was not all of one download.
    private boolean isReadComing(ComingDay day, InputStream begun)
            throws FeedUnavailable, InterruptedException {
        try {
            DayArchive.describe("the download of " + date, begun, wanted.text(), this::takeComing);
            return day.whole().isPresent();
        } catch (BrokenArchive e) {
            day.whole();
            LOG.log(Level.INFO, "day read again day={0} {1}", date, e.getMessage());
            return false;
        }
    }

    private void readFile(Path tarball) throws BrokenArchive {
        try {
            DayArchive.describe(tarball, wanted.text(), this::take);
        } catch (BrokenArchive e) {
            forget();
            throw e;
        }
    }

    private void takeComing(DescribedMember member) {
        if (isChosen(member)) {
            delivered.put(member.name(), member.hashCode());
            sink.accept(member);
        }
    }

    /// What was not delivered while the day came.
    private void take(DescribedMember member) {
        if (!isChosen(member)) {
            return;
        }
        Integer before = delivered.get(member.name());
        if (before == null) {
            sink.accept(member);
        } else if (before != member.hashCode()) {
            LOG.log(
                    Level.WARNING,
                    "filing was taken from a corrupt download day={0} name={1}",
                    date,
                    member.name());
        }
    }

    private boolean isChosen(DescribedMember member) {
        return member.filing().accessionNumber().filter(picked::contains).isEmpty()
                && member.isWanted(filter());
    }

    private void forget() {
        try {
            feed.forget(date);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "broken day not removed day={0} {1}", date, e.getMessage());
        }
    }

    private FilingFilter filter() {
        return wanted.filter();
    }
}

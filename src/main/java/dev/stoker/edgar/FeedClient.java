package dev.stoker.edgar;

import dev.stoker.edgar.feed.DayCache;
import dev.stoker.edgar.feed.DayFetch;
import dev.stoker.edgar.feed.DayLock;
import dev.stoker.edgar.feed.FeedApi;
import dev.stoker.edgar.feed.FeedDay;
import dev.stoker.edgar.feed.PoliteRequests;
import dev.stoker.edgar.feed.QuarterIndexes;
import dev.stoker.edgar.feed.Refusal;
import dev.stoker.edgar.feed.SmallDownload;
import dev.stoker.edgar.pace.Backoff;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.pace.OwnPermits;
import dev.stoker.edgar.pace.Permits;
import dev.stoker.edgar.select.DailyIndex;
import dev.stoker.edgar.select.IndexedFiling;
import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/// Downloads days of the Feed, or finds them in the cache; tells what a day holds, and fetches
/// single filings. One client serves all threads; each day is fetched once, also where several
/// processes share a cache.
public final class FeedClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<Refusal> MISSING = Set.of(Refusal.MISSING);
    private static final Set<Refusal> MISSING_FOLDER = Set.of(Refusal.MISSING, Refusal.DENIED);

    private final FeedSettings settings;
    private final FeedTime time;
    private final FeedInquiry inquiry;
    private final QuarterIndexes indexes;
    private final DayCache cache;
    private final DayFetch fetch;
    private final SmallDownload small;
    private final Map<LocalDate, ReentrantLock> fetching = new ConcurrentHashMap<>();

    /// A client whose listings come through the REST client, which needs a running Quarkus.
    public static FeedClient of(FeedSettings settings, Permits permits) {
        FeedApi api =
                RestClientBuilder.newBuilder()
                        .baseUri(settings.base())
                        .connectTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .readTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .build(FeedApi.class);
        return new FeedClient(settings, api, FeedTime.ofSystem(), permits);
    }

    /// A client that shares its pace with no other process.
    public FeedClient(FeedSettings settings, FeedApi api, FeedTime time) {
        this(settings, api, time, new OwnPermits(time));
    }

    public FeedClient(FeedSettings settings, FeedApi api, FeedTime time, Permits permits) {
        this.settings = settings;
        this.time = time;
        this.inquiry =
                new FeedInquiry(
                        settings,
                        new PoliteRequests(
                                time, permits, new Backoff(RandomGenerator.getDefault())));
        this.indexes = new QuarterIndexes(api);
        this.cache = new DayCache(settings.cache(), settings.cacheBytes(), time);
        this.fetch = new DayFetch(cache, PATIENCE);
        this.small = new SmallDownload(PATIENCE, mostSubmissionBytes() + 1);
    }

    /// Of one that is fetched by itself, as of one in an archive.
    static int mostSubmissionBytes() {
        return Math.toIntExact(DayArchive.LIMITS.memberBytes());
    }

    /// The tarball of a day if it is in the cache.
    public Optional<Path> cached(LocalDate date) throws FeedUnavailable {
        try {
            return cache.find(new FeedDay(date));
        } catch (IOException e) {
            throw unreadable(date, e);
        }
    }

    /// The tarball of a day, from the cache or else from the Feed, read to its end and found whole;
    /// empty when the Feed has none for that day (weekend, holiday).
    public Optional<Path> day(LocalDate date) throws FeedUnavailable, InterruptedException {
        FeedDay day = new FeedDay(date);
        // two jobs may want a day at once; the lock makes the second wait for the first's download
        ReentrantLock lock = fetching.computeIfAbsent(date, _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Optional<Path> cached = cache.find(day);
            return cached.isPresent() || !isListed(day) ? cached : downloadAlone(day);
        } catch (IOException e) {
            throw unreadable(date, e);
        } finally {
            lock.unlock();
        }
    }

    /// Begins to bring a day, for those who read it meanwhile; one in the cache is there at once.
    ComingDay begin(LocalDate date) throws FeedUnavailable {
        try {
            return ComingDay.begin(this, date, cache.part(new FeedDay(date)));
        } catch (IOException e) {
            throw unreadable(date, e);
        }
    }

    /// What SEC's daily index lists; empty where there is none for that day.
    public Optional<DailyIndex> index(LocalDate date) throws FeedUnavailable, InterruptedException {
        String path = new FeedDay(date).indexPath();
        return inquiry.ask(
                        path,
                        MISSING_FOLDER,
                        agent -> small.fetch(settings.archives().resolve(path), agent))
                .map(bytes -> DailyIndex.read(new String(bytes, StandardCharsets.UTF_8)));
    }

    /// A whole submission as the Archives have it, at most one byte longer than may be read; empty
    /// where it is not there.
    public Optional<byte[]> submission(IndexedFiling filing)
            throws FeedUnavailable, InterruptedException {
        String path = filing.path().replaceFirst("^edgar/", "");
        return inquiry.ask(
                path, MISSING, agent -> small.fetch(settings.archives().resolve(path), agent));
    }

    /// Drops a day from the cache, for one that turned out to be broken.
    public void forget(LocalDate date) throws IOException {
        cache.remove(new FeedDay(date));
    }

    private boolean isListed(FeedDay day) throws FeedUnavailable, InterruptedException {
        return inquiry.ask(day.path(), MISSING_FOLDER, agent -> indexes.has(day, agent))
                .orElse(false);
    }

    private Optional<Path> downloadAlone(FeedDay day)
            throws FeedUnavailable, IOException, InterruptedException {
        try (DayLock _ = DayLock.acquire(cache.lock(day), time)) {
            // another process may have brought it while this one waited
            Optional<Path> cached = cache.find(day);
            return cached.isPresent() ? cached : download(day);
        }
    }

    private Optional<Path> download(FeedDay day) throws FeedUnavailable, InterruptedException {
        Span span = CurrentSpan.get().child(Span.Kind.INTERNAL, "download day");
        try {
            return inquiry.ask(
                    day.path(), MISSING, agent -> fetch.bringNearer(day, settings.base(), agent));
        } finally {
            span.end();
        }
    }

    private static FeedUnavailable unreadable(LocalDate date, IOException e) {
        return new FeedUnavailable("%s: %s".formatted(date, e.getMessage()), e);
    }

    @Override
    public void close() {
        fetch.close();
        small.close();
    }
}

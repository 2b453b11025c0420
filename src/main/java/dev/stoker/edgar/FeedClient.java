package dev.stoker.edgar;

import dev.stoker.edgar.feed.Backoff;
import dev.stoker.edgar.feed.DayCache;
import dev.stoker.edgar.feed.DayFetch;
import dev.stoker.edgar.feed.FeedAnswer;
import dev.stoker.edgar.feed.FeedAnswer.Found;
import dev.stoker.edgar.feed.FeedAnswer.Refused;
import dev.stoker.edgar.feed.FeedApi;
import dev.stoker.edgar.feed.FeedDay;
import dev.stoker.edgar.feed.FeedTime;
import dev.stoker.edgar.feed.PoliteRequests;
import dev.stoker.edgar.feed.QuarterIndexes;
import dev.stoker.edgar.feed.Refusal;
import dev.stoker.edgar.feed.RequestPace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/// Downloads days of the Feed, or finds them in the cache. One client serves all threads; each day
/// is fetched once.
public final class FeedClient implements AutoCloseable {
    private static final int REQUESTS_PER_SECOND = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ANONYMOUS = "Stoker";

    private final FeedSettings settings;
    private final PoliteRequests requests;
    private final QuarterIndexes indexes;
    private final DayCache cache;
    private final DayFetch fetch;
    private final Map<LocalDate, ReentrantLock> fetching = new ConcurrentHashMap<>();

    /// A client whose listings come through the REST client, which needs a running Quarkus.
    public static FeedClient of(FeedSettings settings) {
        FeedApi api =
                RestClientBuilder.newBuilder()
                        .baseUri(settings.base())
                        .connectTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .readTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .build(FeedApi.class);
        return new FeedClient(settings, api, FeedTime.ofSystem());
    }

    public FeedClient(FeedSettings settings, FeedApi api, FeedTime time) {
        this.settings = settings;
        this.requests =
                new PoliteRequests(
                        time,
                        new RequestPace(time, REQUESTS_PER_SECOND),
                        new Backoff(RandomGenerator.getDefault()));
        this.indexes = new QuarterIndexes(api);
        this.cache = new DayCache(settings.cache(), settings.cacheBytes(), time);
        this.fetch = new DayFetch(cache, PATIENCE);
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
            return cached.isPresent() || !isListed(day) ? cached : download(day);
        } catch (IOException e) {
            throw new FeedUnavailable("%s: %s".formatted(date, e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }

    /// Drops a day from the cache, for one that turned out to be broken.
    public void forget(LocalDate date) throws IOException {
        cache.remove(new FeedDay(date));
    }

    private boolean isListed(FeedDay day)
            throws FeedUnavailable, IOException, InterruptedException {
        String agent = userAgent();
        FeedAnswer<Boolean> answer = requests.send(() -> indexes.has(day, agent));
        return switch (answer) {
            case Found<Boolean>(Boolean listed) -> listed;
            case Refused<Boolean>(Refusal refusal, int status) -> {
                if (refusal == Refusal.MISSING || refusal == Refusal.DENIED) {
                    yield false;
                }
                throw unavailable(day, refusal, status);
            }
        };
    }

    private Optional<Path> download(FeedDay day)
            throws FeedUnavailable, IOException, InterruptedException {
        String agent = userAgent();
        FeedAnswer<Path> answer =
                requests.send(() -> fetch.bringNearer(day, settings.base(), agent));
        return switch (answer) {
            case Found<Path>(Path tarball) -> Optional.of(tarball);
            case Refused<Path>(Refusal refusal, int status) -> {
                if (refusal == Refusal.MISSING) {
                    yield Optional.empty();
                }
                throw unavailable(day, refusal, status);
            }
        };
    }

    private String userAgent() throws FeedUnavailable {
        if (settings.isSec() && settings.userAgent().isEmpty()) {
            throw new FeedUnavailable(
                    "%s wants to know who asks: set stoker.edgar.user-agent or SEC_USER_AGENT to \"Company Name contact@example.com\""
                            .formatted(settings.base().getHost()));
        }
        return settings.userAgent().orElse(ANONYMOUS);
    }

    private FeedUnavailable unavailable(FeedDay day, Refusal refusal, int status) {
        String host = settings.base().getHost();
        return switch (refusal) {
            case TOO_FAST -> silent(day, host);
            case UNDECLARED ->
                    new FeedUnavailable(
                            "%s refused %s as an undeclared tool: stoker.edgar.user-agent must name a company and a mail address, not \"%s\""
                                    .formatted(
                                            host,
                                            day.path(),
                                            settings.userAgent().orElse(ANONYMOUS)));
            case MISSING, DENIED, PASSING ->
                    new FeedUnavailable(
                            "%s answered %d for %s".formatted(host, status, day.path()));
        };
    }

    private FeedUnavailable silent(FeedDay day, String host) {
        Instant until = requests.silentUntil().orElse(Instant.MIN);
        return new FeedUnavailable(
                "%s blocked us for too many requests; %s can be asked for again at %s"
                        .formatted(host, day.path(), until),
                until);
    }

    @Override
    public void close() {
        fetch.close();
    }
}

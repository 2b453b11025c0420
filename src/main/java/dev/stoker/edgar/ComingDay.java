package dev.stoker.edgar;

import dev.stoker.edgar.feed.GrowingFile;
import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A day on its way into the cache, which a thread of its own brings, so that it can be read
/// meanwhile. Closing it before it is there gives up; what came stays for the next try.
final class ComingDay implements AutoCloseable {
    private static final long LOOK_MS = 20;

    private final Path part;
    private final FutureTask<Optional<Path>> coming;

    private ComingDay(Path part, FutureTask<Optional<Path>> coming) {
        this.part = part;
        this.coming = coming;
    }

    /// @param part where it grows before it is whole
    static ComingDay begin(FeedClient feed, LocalDate date, Path part) {
        Span span = CurrentSpan.get();
        FutureTask<Optional<Path>> coming =
                new FutureTask<>(() -> CurrentSpan.during(span, () -> feed.day(date)));
        Thread.ofVirtual().name("day-" + date).start(coming);
        return new ComingDay(part, coming);
    }

    /// Its first bytes and whatever follows them, as soon as there are any; empty where it came, or
    /// failed, without being seen to grow. It may break off, or end in another download's bytes:
    /// only a gzip that reads to its end was the day.
    Optional<InputStream> begun() throws InterruptedException {
        while (!isDoneSoon()) {
            try {
                if (Files.exists(part) && Files.size(part) > 0) {
                    return Optional.of(new GrowingFile(part, coming));
                }
            } catch (IOException _) {
                // it got its final name just now, or was dropped
            }
        }
        return Optional.empty();
    }

    private boolean isDoneSoon() throws InterruptedException {
        try {
            coming.get(LOOK_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException _) {
            return true; // whole() says why
        }
    }

    /// The whole day, checked, in the cache; empty when the Feed has none for that day.
    Optional<Path> whole() throws FeedUnavailable, InterruptedException {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case FeedUnavailable unavailable -> throw unavailable;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        coming.cancel(true);
    }
}

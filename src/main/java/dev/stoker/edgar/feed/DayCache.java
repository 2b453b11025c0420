package dev.stoker.edgar.feed;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Days on disk, laid out as in the Feed. A file under its final name is complete; what is still
/// coming ends in `.part`. A day is in use for an hour after it was handed out.
public final class DayCache {
    private static final Logger LOG = System.getLogger(DayCache.class.getName());
    private static final Duration IN_USE = Duration.ofHours(1);

    /// Behind its last byte. Whoever still downloads has bytes within minutes, or gives up.
    private static final Duration GIVEN_UP = Duration.ofDays(7);

    private final Path root;
    private final long mostBytes;
    private final InstantSource time;

    public DayCache(Path root, long mostBytes, InstantSource time) {
        this.root = root;
        this.mostBytes = mostBytes;
        this.time = time;
    }

    public Optional<Path> find(FeedDay day) throws IOException {
        Path file = file(day);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        markUsed(file);
        return Optional.of(file);
    }

    /// Where a download of the day grows; its folder exists.
    public Path part(FeedDay day) throws IOException {
        Path file = file(day);
        Files.createDirectories(file.getParent());
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /// What a process locks while it downloads the day.
    public Path lock(FeedDay day) {
        Path file = file(day);
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /// Gives a complete download its final name, then makes room for it.
    public Path accept(FeedDay day) throws IOException {
        Path file = file(day);
        try (FileChannel written = FileChannel.open(part(day), StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part(day), file, StandardCopyOption.ATOMIC_MOVE);
        markUsed(file);
        dropBroken();
        evict();
        return file;
    }

    public void remove(FeedDay day) throws IOException {
        Files.deleteIfExists(file(day));
    }

    private Path file(FeedDay day) {
        return root.resolve(day.path());
    }

    private void markUsed(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time.instant()));
    }

    /// Downloads that broke off and that nobody has gone on with.
    private void dropBroken() throws IOException {
        FileTime givenUp = FileTime.from(time.instant().minus(GIVEN_UP));
        try (Stream<Path> parts =
                Files.find(
                        root,
                        3,
                        (file, of) ->
                                file.toString().endsWith(".nc.tar.gz.part")
                                        && of.lastModifiedTime().compareTo(givenUp) < 0)) {
            for (Path part : parts.toList()) {
                Files.deleteIfExists(part);
                LOG.log(Level.INFO, "broken download removed file={0}", part);
            }
        }
    }

    private void evict() throws IOException {
        List<Day> days = days();
        long bytes = days.stream().mapToLong(Day::bytes).sum();
        Instant inUseSince = time.instant().minus(IN_USE);
        for (Day day : days) {
            if (bytes <= mostBytes || day.used().isAfter(inUseSince)) {
                return;
            }
            Files.deleteIfExists(day.file());
            bytes -= day.bytes();
            LOG.log(Level.INFO, "day evicted file={0} bytes={1,number,#}", day.file(), day.bytes());
        }
    }

    /// All complete days, the least recently used first.
    private List<Day> days() throws IOException {
        try (Stream<Path> files = Files.walk(root, 3)) {
            List<Path> tarballs = files.filter(it -> it.toString().endsWith(".nc.tar.gz")).toList();
            List<Day> days = new ArrayList<>();
            for (Path tarball : tarballs) {
                Day.of(tarball).ifPresent(days::add);
            }
            days.sort(Comparator.comparing(Day::used));
            return days;
        }
    }

    private record Day(Path file, long bytes, Instant used) {
        /// Empty where another process that shares the cache was faster to make room.
        static Optional<Day> of(Path file) throws IOException {
            try {
                Instant used = Files.getLastModifiedTime(file).toInstant();
                return Optional.of(new Day(file, Files.size(file), used));
            } catch (NoSuchFileException _) {
                return Optional.empty();
            }
        }
    }
}

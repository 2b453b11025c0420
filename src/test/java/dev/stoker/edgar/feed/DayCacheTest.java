package dev.stoker.edgar.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.pace.SteppedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayCacheTest {
    private static final FeedDay FIRST = day(1);
    private static final FeedDay SECOND = day(2);
    private static final FeedDay THIRD = day(3);

    @TempDir private Path root;
    private final SteppedTime time = new SteppedTime();

    @Test
    void aPartIsNoDay() throws Exception {
        DayCache cache = new DayCache(root, 100, time);
        Files.write(cache.part(FIRST), new byte[10]);

        assertEquals(Optional.empty(), cache.find(FIRST));
    }

    @Test
    void theDayUsedLeastRecentlyMakesRoom() throws Exception {
        DayCache cache = new DayCache(root, 100, time);
        accept(cache, FIRST);
        accept(cache, SECOND);
        time.advance(Duration.ofHours(2));
        cache.find(FIRST);
        time.advance(Duration.ofHours(2));

        accept(cache, THIRD);

        assertEquals(List.of("20250101.nc.tar.gz", "20250103.nc.tar.gz"), files());
    }

    @Test
    void aDayInUseStaysThoughTheCacheIsFull() throws Exception {
        DayCache cache = new DayCache(root, 100, time);
        accept(cache, FIRST);
        accept(cache, SECOND);
        accept(cache, THIRD);

        assertEquals(3, files().size());
    }

    @Test
    void aDayThatGoesWhileRoomIsMadeIsNoTrouble() throws Exception {
        DayCache cache = new DayCache(root, 100, time);
        accept(cache, FIRST);
        // it is listed, and is not there when it is looked at
        Files.createSymbolicLink(
                cache.lock(SECOND).resolveSibling("gone.nc.tar.gz"), root.resolve("x"));

        accept(cache, THIRD);

        assertTrue(cache.find(THIRD).isPresent());
    }

    @Test
    void aDownloadThatNobodyWentOnWithForAWeekIsRemoved() throws Exception {
        DayCache cache = new DayCache(root, 100, time);
        part(cache, FIRST, Duration.ofDays(7).plusSeconds(1));
        part(cache, SECOND, Duration.ofDays(6));

        accept(cache, THIRD);

        assertFalse(Files.exists(cache.part(FIRST)));
        assertTrue(Files.exists(cache.part(SECOND)));
    }

    private void part(DayCache cache, FeedDay day, Duration ago) throws IOException {
        Files.write(cache.part(day), new byte[10]);
        Files.setLastModifiedTime(cache.part(day), FileTime.from(time.instant().minus(ago)));
    }

    @Test
    void aRemovedDayIsGone() throws Exception {
        DayCache cache = new DayCache(root, 100, time);
        accept(cache, FIRST);

        cache.remove(FIRST);

        assertEquals(Optional.empty(), cache.find(FIRST));
        assertTrue(files().isEmpty());
    }

    private static void accept(DayCache cache, FeedDay day) throws IOException {
        Files.write(cache.part(day), new byte[40]);
        cache.accept(day);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static FeedDay day(int day) {
        return new FeedDay(LocalDate.of(2025, 1, day));
    }
}

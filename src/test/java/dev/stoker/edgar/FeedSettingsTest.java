package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedSettingsTest {
    @Test
    void theBaseEndsInOneSlashSoThatDaysResolveAgainstIt() {
        FeedSettings settings = settings("http://127.0.0.1:9/feed//", Optional.empty(), 1);

        assertEquals(URI.create("http://127.0.0.1:9/feed/"), settings.base());
    }

    @Test
    void onlyTheSecItselfIsTheSec() {
        assertTrue(settings("https://www.sec.gov/x", Optional.empty(), 1).isSec());
        assertTrue(settings("https://sec.gov/x", Optional.empty(), 1).isSec());
        assertFalse(settings("https://notsec.gov/x", Optional.empty(), 1).isSec());
    }

    @Test
    void aBlankUserAgentIsNone() {
        assertEquals(Optional.empty(), settings("http://a/", Optional.of("  "), 1).userAgent());
    }

    @Test
    void nonsenseIsRefusedInTheWordsOfTheSetting() {
        IllegalArgumentException noHost =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> settings("feed", Optional.empty(), 1));
        IllegalArgumentException noRoom =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> settings("http://a/", Optional.empty(), 0));

        assertEquals("stoker.edgar.feed-url is not a web address: feed", noHost.getMessage());
        assertEquals("stoker.edgar.cache-size must be positive: 0", noRoom.getMessage());
    }

    private static FeedSettings settings(String base, Optional<String> agent, long bytes) {
        return new FeedSettings(URI.create(base), agent, Path.of("cache"), bytes);
    }
}

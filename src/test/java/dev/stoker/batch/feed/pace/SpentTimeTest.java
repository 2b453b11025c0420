package dev.stoker.batch.feed.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpentTimeTest {
    private static final long SECOND = 1_000_000_000L;

    private final SpentTime spent = new SpentTime(0);

    @Test
    void eachMomentCountsForWhatHeldTheJobsUpThen() {
        spent.on(Brake.PARSER, 0, 2 * SECOND);
        spent.on(Brake.NONE, 0, 3 * SECOND);

        assertEquals(
                new TimeShares(Map.of(Brake.ENGINE, 2.0, Brake.PARSER, 1.0, Brake.NONE, 4.0)),
                spent.take(7 * SECOND));
    }

    @Test
    void chatCountsForItsShareOfAFullEngineOnly() {
        spent.on(Brake.NONE, 0.25, 0);
        spent.on(Brake.DATABASE, 0.25, 4 * SECOND);

        assertEquals(
                new TimeShares(Map.of(Brake.CHAT, 1.0, Brake.NONE, 3.0, Brake.DATABASE, 1.0)),
                spent.take(5 * SECOND));
    }

    @Test
    void whatWasTakenIsNotToldAgain() {
        spent.on(Brake.NONE, 0, 0);
        spent.take(3 * SECOND);

        assertEquals(new TimeShares(Map.of(Brake.NONE, 1.0)), spent.take(4 * SECOND));
    }
}

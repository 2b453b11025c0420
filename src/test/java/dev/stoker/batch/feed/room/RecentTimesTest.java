package dev.stoker.batch.feed.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecentTimesTest {
    @Test
    void ofNoneNothingIsKnown() {
        assertEquals(OptionalLong.empty(), RecentTimes.NONE.longest());
        assertEquals(OptionalLong.empty(), RecentTimes.NONE.median());
    }

    @Test
    void asManyTookLongerThanTheMedianAsTookLess() {
        RecentTimes times = RecentTimes.NONE.and(900).and(10).and(30);

        assertEquals(OptionalLong.of(30), times.median());
        assertEquals(OptionalLong.of(900), times.longest());
    }

    @Test
    void whatTookLongOnceIsForgottenAfterSixteenMore() {
        RecentTimes times = RecentTimes.NONE.and(900);
        for (int time = 0; time < 15; time++) {
            times = times.and(10);
        }

        assertEquals(OptionalLong.of(900), times.longest());
        assertEquals(OptionalLong.of(10), times.and(10).longest());
    }
}

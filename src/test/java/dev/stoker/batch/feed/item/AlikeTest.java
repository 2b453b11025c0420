package dev.stoker.batch.feed.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.feed.item.Alike.Turn;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlikeTest {
    private static final JobId ONE = new JobId(new UUID(1, 1));
    private static final JobId OTHER = new JobId(new UUID(2, 2));
    private static final UUID DIGEST = new UUID(3, 3);
    private static final Turn COMPUTE = new Turn.Compute();
    private static final Turn WAIT = new Turn.Wait();
    private static final Outcome.Answered ANSWER = new Outcome.Answered(200, "{}", Tokens.NONE);

    private final Alike alike = new Alike();

    @Test
    void thoseThatCameSecondWaitForTheFirstAndForNoOther() {
        Claim first = claim(ONE, 1, DIGEST);
        Claim second = claim(OTHER, 1, DIGEST);
        Claim different = claim(ONE, 2, new UUID(4, 4));

        assertEquals(COMPUTE, alike.turn(first));
        assertEquals(WAIT, alike.turn(second));
        assertEquals(COMPUTE, alike.turn(different));
        assertEquals(List.of(), alike.ended(different, ANSWER));
        assertEquals(List.of(second), alike.ended(first, ANSWER));
    }

    @Test
    void anItemWithoutADigestIsLikeNoOther() {
        Claim plain = new Claim(new Claim.Ref(ONE, 1, 1), new NewItem.Request("/", "{}"), 0, 0);

        assertEquals(COMPUTE, alike.turn(plain));
        assertEquals(COMPUTE, alike.turn(plain));
        assertEquals(List.of(), alike.ended(plain, ANSWER));
    }

    @Test
    void anAnswerIsKnownUntilAClaimCanBringIt() {
        Claim first = claim(ONE, 1, DIGEST);
        alike.turn(first);
        alike.ended(first, ANSWER);

        alike.forgetRecorded();
        Turn beforeItIsRecorded = alike.turn(claim(OTHER, 1, DIGEST));
        alike.recorded(first);
        Turn ofAClaimThatBeganBefore = alike.turn(claim(OTHER, 2, DIGEST));
        alike.forgetRecorded();
        Turn later = alike.turn(claim(OTHER, 3, DIGEST));

        assertEquals(new Turn.Known(ANSWER), beforeItIsRecorded);
        assertEquals(new Turn.Known(ANSWER), ofAClaimThatBeganBefore);
        assertEquals(COMPUTE, later);
    }

    @Test
    void afterAFailureTheNextIsAFirst() {
        Claim first = claim(ONE, 1, DIGEST);
        alike.turn(first);
        alike.ended(first, new Outcome.Failed("too long"));

        assertEquals(COMPUTE, alike.turn(claim(OTHER, 1, DIGEST)));
    }

    @Test
    void itemsOfAJobLeaveAndOthersGoOnWaiting() {
        Claim first = claim(ONE, 1, DIGEST);
        Claim leaving = claim(OTHER, 1, DIGEST);
        Claim staying = claim(ONE, 2, DIGEST);
        alike.turn(first);
        alike.turn(leaving);
        alike.turn(staying);

        assertEquals(List.of(leaving), alike.leave(OTHER));
        assertEquals(List.of(staying), alike.ended(first, ANSWER));
    }

    @Test
    void noMoreWaitThanFitIntoMemory() {
        Claim first = claim(ONE, 1, DIGEST);
        alike.turn(first);
        for (int i = 0; i < 4096; i++) {
            alike.turn(claim(OTHER, i, DIGEST));
        }

        assertEquals(COMPUTE, alike.turn(claim(OTHER, 5000, DIGEST)));
        assertEquals(4096, alike.leave(OTHER).size());
        assertEquals(WAIT, alike.turn(claim(OTHER, 5001, DIGEST)));
    }

    private static Claim claim(JobId job, long sequence, UUID digest) {
        return new Claim(
                new Claim.Ref(job, sequence, 1),
                new NewItem.Request("/", "{}"),
                new Claim.Tries(0, 0, 0),
                new Claim.Likes(Optional.of(digest), Optional.empty()));
    }
}

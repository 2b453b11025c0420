package dev.stoker.simulator.pace;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PrefillTest {
    @Test
    void promptsAreReadOneAfterTheOtherWithoutDrift()
            throws InterruptedException, ExecutionException {
        Prefill prefill = new Prefill(new Pace(1_000, 0, 8));
        Callable<Long> twentyMilliseconds = () -> prefill.read(20);

        long begin = System.nanoTime();
        List<Long> ends;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ends =
                    threads
                            .invokeAll(
                                    List.of(
                                            twentyMilliseconds,
                                            twentyMilliseconds,
                                            twentyMilliseconds))
                            .stream()
                            .map(Future::resultNow)
                            .sorted()
                            .toList();
        }

        assertTrue(ends.getFirst() - begin >= 20_000_000, () -> "" + ends);
        assertTrue(ends.get(1) - ends.get(0) >= 20_000_000, () -> "" + ends);
        assertTrue(ends.get(2) - ends.get(1) >= 20_000_000, () -> "" + ends);
    }

    @Test
    void anInterruptedPromptGivesItsTimeBack() throws InterruptedException {
        Prefill prefill = new Prefill(new Pace(1_000, 0, 8));
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> prefill.read(3_600_000));

        prefill.read(1);
    }

    @Test
    void withoutARateNothingWaits() throws InterruptedException {
        Prefill prefill = new Prefill(Pace.instant());

        long end = prefill.read(Integer.MAX_VALUE);

        assertTrue(end <= System.nanoTime());
    }
}

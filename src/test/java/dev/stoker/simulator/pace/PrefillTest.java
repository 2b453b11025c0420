package dev.stoker.simulator.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PrefillTest {
    @Test
    void promptsAreReadOneAfterTheOtherWithoutDrift()
            throws InterruptedException, ExecutionException {
        Prefill prefill = new Prefill(new Pace(1_000, 0, 8));
        Callable<Long> twentyMilliseconds = () -> prefill.read(20, 0);

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
    void anUrgentPromptGoesBeforeThoseThatWait() throws InterruptedException {
        Prefill prefill = new Prefill(new Pace(1_000, 0, 8));
        BlockingQueue<String> read = new LinkedBlockingQueue<>();
        start(prefill, read, "under way", 1);
        Eventually.holds(prefill::isReading);
        start(prefill, read, "batch", 1);
        Eventually.holds(() -> prefill.waiting() == 1);

        start(prefill, read, "chat", 0);

        assertEquals(
                List.of("under way", "chat", "batch"),
                List.of(read.take(), read.take(), read.take()));
    }

    private static void start(
            Prefill prefill, BlockingQueue<String> read, String name, int priority) {
        Thread.startVirtualThread(() -> {
            try {
                prefill.read(500, priority);
                read.add(name);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void anInterruptedPromptGivesItsTimeBack() throws InterruptedException {
        Prefill prefill = new Prefill(new Pace(1_000, 0, 8));
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> prefill.read(3_600_000, 0));

        prefill.read(1, 0);
    }

    @Test
    void withoutARateNothingWaits() throws InterruptedException {
        Prefill prefill = new Prefill(Pace.instant());

        long end = prefill.read(Integer.MAX_VALUE, 0);

        assertTrue(end <= System.nanoTime());
    }
}

package dev.stoker.simulator.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SlotsTest {
    private final Slots slots = new Slots(1);
    private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();

    @Test
    void theNextIsTheMostUrgentAndThenTheEarliest() throws InterruptedException {
        slots.acquire(0);
        enqueue("late batch", 10);
        enqueue("first chat", 0);
        enqueue("second chat", 0);

        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            slots.release();
            order.add(entered.take());
        }

        assertEquals(List.of("first chat", "second chat", "late batch"), order);
    }

    @Test
    void aWaiterThatLeavesMakesRoomInTheQueue() throws InterruptedException {
        slots.acquire(0);
        Thread waiter = enqueue("leaves", 0);

        waiter.interrupt();
        waiter.join();

        assertEquals(0, slots.waiting());
        assertEquals(1, slots.running());
    }

    @Test
    void noPlaceIsLostWhenWaitersLeaveWhilePlacesAreHandedOver() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            slots.acquire(0);
            Thread waiter = enqueue("race", 0);
            waiter.interrupt();
            slots.release();
            waiter.join();
            if (entered.poll() != null) {
                slots.release();
            }
        }

        assertEquals(0, slots.running());
        assertEquals(0, slots.waiting());
    }

    private Thread enqueue(String name, int priority) throws InterruptedException {
        int before = slots.waiting();
        Thread thread =
                Thread.startVirtualThread(() -> {
                    try {
                        slots.acquire(priority);
                        entered.add(name);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        while (slots.waiting() == before) {
            Thread.onSpinWait();
        }
        return thread;
    }
}

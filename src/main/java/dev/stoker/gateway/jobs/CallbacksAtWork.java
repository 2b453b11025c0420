package dev.stoker.gateway.jobs;

import dev.stoker.batch.callback.Callback;
import dev.stoker.batch.callback.CallbackStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The callbacks that are being carried out, each on a thread of its own: so many at once, of one
/// receiver only a few, so that one that does not answer stays in nobody's way, and of one job one.
final class CallbacksAtWork {
    static final int MOST = 32;
    static final int MOST_OF_ONE_RECEIVER = 2;

    private final Map<Callback, Thread> threads = new ConcurrentHashMap<>();

    boolean isFull() {
        return threads.size() >= MOST;
    }

    /// Whom nothing may be begun for.
    CallbackStore.Busy busy() {
        List<Callback> now = List.copyOf(threads.keySet());
        Set<String> receivers =
                now.stream()
                        .collect(Collectors.groupingBy(Callback::receiver, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(one -> one.getValue() >= MOST_OF_ONE_RECEIVER)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        return new CallbackStore.Busy(
                now.stream().map(Callback::job).collect(Collectors.toSet()), receivers);
    }

    /// @param ended is run behind the work, however it ended
    void begin(Callback callback, Runnable work, Runnable ended) {
        Thread thread =
                Thread.ofVirtual()
                        .name("callback-" + callback.job())
                        .unstarted(() -> {
                            try {
                                work.run();
                            } finally {
                                threads.remove(callback);
                                ended.run();
                            }
                        });
        threads.put(callback, thread);
        thread.start();
    }

    /// Breaks off what is under way; it is tried again later.
    void stop() throws InterruptedException {
        List<Thread> begun = List.copyOf(threads.values());
        begun.forEach(Thread::interrupt);
        for (Thread thread : begun) {
            thread.join();
        }
    }
}

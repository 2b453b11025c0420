package dev.stoker.batch.feed;

import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.TimeShares;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// One feeder for each model that jobs ask for.
public final class Feeders {
    private final FeedLine line;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final AtomicReference<TimeShares> total =
            new AtomicReference<>(new TimeShares(Map.of()));

    private record Running(Feeder feeder, Thread thread) {}

    public Feeders(FeedLine line) {
        this.line = line;
        line.engines()
                .open()
                .onChat(engine -> running.values().forEach(one -> one.feeder().chatMoved(engine)));
    }

    /// Starts the feeders of models that have none, or whose feeder ran out of memory. An engine
    /// that rests wakes for its jobs, and does not fall asleep over them. Feeders of other models
    /// rest.
    public void ensure(Set<String> models) {
        models.forEach(line.engines().router()::wanted);
        models.forEach(model ->
                running.compute(
                        model,
                        (_, one) -> one != null && one.thread().isAlive() ? one : start(model)));
        running.forEach((model, one) -> one.feeder().want(models.contains(model)));
    }

    private Running start(String model) {
        Feeder feeder = new Feeder(model, line);
        return new Running(feeder, Thread.ofVirtual().name("feeder-" + model).start(feeder));
    }

    /// Stops computing that job's items.
    public void interrupt(JobId job) {
        running.values().forEach(one -> one.feeder().interrupt(job));
    }

    /// Items being computed by engines now.
    public int inFlight() {
        return running.values().stream().mapToInt(one -> one.feeder().inFlight()).sum();
    }

    /// What the time of each model's jobs went to since the last call.
    public Map<String, TimeShares> spent() {
        Map<String, TimeShares> spent = new HashMap<>();
        running.forEach((model, one) -> spent.put(model, one.feeder().spent()));
        spent.values().forEach(shares -> total.accumulateAndGet(shares, TimeShares::plus));
        return spent;
    }

    /// What the time of all models' jobs went to, as far as [#spent] told it.
    public TimeShares spentInAll() {
        return total.get();
    }

    /// Ends all feeders; what they had in flight is handed to the recorder as given back.
    public void close() throws InterruptedException {
        List<Running> all = new ArrayList<>(running.values());
        all.forEach(one -> one.feeder().close());
        for (Running one : all) {
            one.thread().join();
        }
    }
}

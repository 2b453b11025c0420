package dev.stoker.batch.queue;

import dev.stoker.batch.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Whose turn it is among a model's jobs: the ones behind the last one served come first.
final class Turns {
    private final Map<String, JobId> lastServed = new ConcurrentHashMap<>();

    /// @param jobs in the order of their creation
    <T> List<T> order(String model, List<T> jobs, Function<T, JobId> id) {
        JobId last = lastServed.get(model);
        if (last == null) {
            return jobs;
        }
        List<T> order = new ArrayList<>();
        jobs.stream().filter(job -> id.apply(job).compareTo(last) > 0).forEach(order::add);
        jobs.stream().filter(job -> id.apply(job).compareTo(last) <= 0).forEach(order::add);
        return order;
    }

    void served(String model, JobId job) {
        lastServed.put(model, job);
    }
}

package dev.stoker.batch.job;

import java.util.Set;

/// Which results of a job to read.
///
/// @param after the cursor of the last one already read; 0 from the start
/// @param attributes JSON object whose fields a result must have; `{}` for all
public record ResultQuery(JobId job, long after, Set<ItemState> states, String attributes) {
    private static final Set<ItemState> ANSWERED = Set.of(ItemState.DONE, ItemState.FAILED);

    public ResultQuery {
        states = Set.copyOf(states);
    }

    /// Everything that was asked of the engine, from the start.
    public static ResultQuery of(JobId job) {
        return new ResultQuery(job, 0, ANSWERED, "{}");
    }

    public ResultQuery after(long cursor) {
        return new ResultQuery(job, cursor, states, attributes);
    }

    public ResultQuery in(Set<ItemState> wanted) {
        return new ResultQuery(job, after, wanted, attributes);
    }

    public ResultQuery having(String wantedAttributes) {
        return new ResultQuery(job, after, states, wantedAttributes);
    }
}

package dev.stoker.batch.job;

import java.util.List;

/// A job to create.
///
/// @param items known already; they and the job appear together or not at all
/// @param sealed whether these are all
public record NewJob(
        Job.Description description, List<NewItem> items, boolean sealed, Terms terms) {
    public NewJob {
        items = List.copyOf(items);
    }

    /// A job whose items will be added as its source is read.
    public static NewJob open(Job.Description description) {
        return new NewJob(description, List.of(), false, Terms.NONE);
    }

    /// A job whose items are all known.
    public static NewJob whole(Job.Description description, List<NewItem> items) {
        return new NewJob(description, items, true, Terms.NONE);
    }

    public NewJob under(Terms chosen) {
        return new NewJob(description, items, sealed, chosen);
    }
}

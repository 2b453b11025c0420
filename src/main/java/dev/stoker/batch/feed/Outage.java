package dev.stoker.batch.feed;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

/// Tells once that an activity fails, most likely for want of its database, and once that it is
/// back, however often it is tried.
public final class Outage {
    private static final System.Logger LOG = System.getLogger(Outage.class.getName());

    private final String activity;
    private boolean told;

    /// @param activity that stands still: `claiming`
    public Outage(String activity) {
        this.activity = activity;
    }

    public void failed(RuntimeException failure) {
        if (!told) {
            LOG.log(
                    WARNING,
                    "batch queue stands still activity={0} {1}",
                    activity,
                    failure.getMessage());
            told = true;
        }
    }

    public void passed() {
        if (told) {
            LOG.log(INFO, "batch queue goes on activity={0}", activity);
            told = false;
        }
    }
}

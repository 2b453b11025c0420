package dev.stoker.batch;

import static java.lang.System.Logger.Level.ERROR;

import dev.stoker.batch.job.Finished;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Who is told of what was recorded.
final class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final List<Consumer<List<Finished>>> all = new CopyOnWriteArrayList<>();

    void add(Consumer<List<Finished>> listener) {
        all.add(listener);
    }

    void tell(List<Finished> recorded) {
        all.forEach(listener -> tell(listener, recorded));
    }

    private static void tell(Consumer<List<Finished>> listener, List<Finished> recorded) {
        try {
            listener.accept(recorded);
        } catch (RuntimeException e) {
            // What is recorded is recorded: a listener's failure must not record it again.
            LOG.log(ERROR, "listener failed", e);
        }
    }
}

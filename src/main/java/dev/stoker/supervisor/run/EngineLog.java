package dev.stoker.supervisor.run;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The last lines of an engine over all its runs, numbered, for readers who come and go.
///
/// Holds one tail for everybody: who reads too slowly misses lines and sees it by their numbers.
/// The numbers go on growing over restarts of Stoker, as long as an engine writes less than a
/// million lines a second.
public final class EngineLog {
    private static final int KEPT = 500;
    private static final int PER_MILLISECOND = 1000;

    /// One line of output, without secrets.
    ///
    /// @param number one more than that of the line before
    public record Line(long number, long run, String text) {}

    private final Deque<Line> lines =
            new ArrayDeque<>(); // guarded by itself: one writes, many read
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();
    private long next;

    /// @param begin when Stoker started
    public EngineLog(Instant begin) {
        this.next = begin.toEpochMilli() * PER_MILLISECOND;
    }

    void add(long run, String text) {
        synchronized (lines) {
            lines.addLast(new Line(next++, run, text));
            if (lines.size() > KEPT) {
                lines.removeFirst();
            }
        }
        readers.forEach(Runnable::run);
    }

    /// The lines behind that number that are still held, oldest first, at most `most`. A number
    /// that was not given yet is from an earlier Stoker, whose clock went before this one's: it
    /// hides nothing.
    public List<Line> after(long number, int most) {
        synchronized (lines) {
            long known = number < next ? number : 0;
            return lines.stream().filter(line -> line.number() > known).limit(most).toList();
        }
    }

    /// Calls the reader after each new line, on the thread that reads the engine's output: it must
    /// return at once.
    ///
    /// @return ends it
    public Runnable follow(Runnable reader) {
        readers.add(reader);
        return () -> readers.remove(reader);
    }
}

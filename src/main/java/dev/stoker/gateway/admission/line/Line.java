package dev.stoker.gateway.admission.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The requests of one model: those inside, weighed in tokens, and those that wait to come in.
///
/// Interactive ones go first, but of nine one is of the batch, if any waits. Nobody overtakes
/// within a class, so that a heavy request comes in as surely as a light one. Requests run on
/// several event loops: the lock guards counts and order, and is held for a few steps only.
public final class Line {
    private static final int IN_A_ROW = 8;

    private final int longest;
    private final Deque<Place> interactive = new ArrayDeque<>();
    private final Deque<Place> batch = new ArrayDeque<>();
    private long weightInside;
    private int inside;
    private int overtakings;

    /// @param longest how many may wait
    public Line(int longest) {
        this.longest = longest;
    }

    /// Puts it in the line; [#next] then tells whose turn it is.
    ///
    /// @param capacity tokens that may be inside
    /// @return false where too many wait already
    public synchronized boolean arrive(Place place, long capacity) {
        int waiting = waiting();
        if (waiting >= longest && (waiting > 0 || !fits(place, capacity))) {
            return false;
        }
        queue(place).add(place);
        return true;
    }

    /// Takes those out of the line whose turn it is; the caller calls them in.
    public synchronized List<Place> next(long capacity) {
        List<Place> admitted = new ArrayList<>();
        while (waiting() > 0 && fits(first(), capacity)) {
            Place place = first();
            queue(place).removeFirst();
            overtakings = place.batch() || batch.isEmpty() ? 0 : overtakings + 1;
            weightInside += place.weight();
            inside++;
            admitted.add(place);
        }
        return admitted;
    }

    /// It gives up waiting.
    ///
    /// @return false where its turn had come before
    public synchronized boolean giveUp(Place place) {
        return queue(place).remove(place);
    }

    /// One that was inside has ended.
    public synchronized void leave(Place place) {
        weightInside -= place.weight();
        inside--;
    }

    public synchronized int waiting() {
        return interactive.size() + batch.size();
    }

    private Deque<Place> queue(Place place) {
        return place.batch() ? batch : interactive;
    }

    private Place first() {
        boolean turnOfBatch = overtakings >= IN_A_ROW && !batch.isEmpty();
        return (interactive.isEmpty() || turnOfBatch ? batch : interactive).getFirst();
    }

    /// One that is heavier than all there is comes in alone.
    private boolean fits(Place place, long capacity) {
        return inside == 0 || weightInside + place.weight() <= capacity;
    }
}

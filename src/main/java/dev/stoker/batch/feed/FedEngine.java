package dev.stoker.batch.feed;

import dev.stoker.batch.feed.pace.Pace;
import dev.stoker.batch.feed.pace.Reading;
import dev.stoker.batch.feed.room.ChatRoom;
import dev.stoker.batch.job.Outcome;
import dev.stoker.inference.Route;
import dev.stoker.inference.replica.Replica;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One run of an engine that is fed: its share of the items, its load, its [Pace] and its room for
/// chats.
///
/// The feeder's loop alone changes it; the threads of its items only [#note] what came of them.
final class FedEngine {
    private final InFlight.Share share = new InFlight.Share();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicInteger ended = new AtomicInteger();
    private final ChatRoom chatRoom;
    private final LoadWatch load;
    private volatile Replica replica;
    private Pace pace;

    FedEngine(Replica replica, Pace.Limits limits, EngineAccess access, Bell wake) {
        this.replica = replica;
        this.chatRoom = new ChatRoom(replica.route(), access.open(), share::count);
        this.load = new LoadWatch(access, replica.route(), share, wake);
        this.pace = Pace.start(limits);
    }

    /// Begins to read its load, on a thread of its own, until [#stop].
    void start() {
        Thread.ofVirtual().name("load-" + target().name()).start(load);
    }

    void stop() {
        load.stop();
    }

    Replica replica() {
        return replica;
    }

    Route.Serve target() {
        return replica.route();
    }

    InFlight.Share share() {
        return share;
    }

    /// Whether that one is this run; it may have become ready anew.
    boolean isRunOf(Replica other) {
        return target().run() == other.route().run()
                && target().endpoint().equals(other.route().endpoint());
    }

    void renew(Replica same) {
        replica = same;
    }

    /// Takes into account what was seen of it since the last call.
    ///
    /// @param more whether items wait for an engine
    void adapt(boolean more, Instant now) {
        if (refused.getAndSet(false)) {
            pace = pace.refused(now);
        } else if (answered.getAndSet(false)) {
            pace = pace.answered();
        }
        load.want(more);
        load.take().ifPresent(reading -> take(reading, more, now));
    }

    private void take(Reading reading, boolean more, Instant now) {
        int answers = ended.getAndSet(0);
        if (!chatRoom.keepsPlaces() && (answers > 0 || reading.isCurrent())) {
            pace = pace.after(reading, more);
        }
        chatRoom.read(reading.engine(), answers, now);
    }

    /// Items to keep there.
    int target(Instant now) {
        return pace.isResting(now) ? 0 : pace.target();
    }

    boolean isResting(Instant now) {
        return pace.isResting(now);
    }

    /// Items that may be added now; none where it is too few for a claim.
    int room(Instant now) {
        int room = Math.min(pace.room(share.count(), now), chatRoom.most() - share.count());
        return room < pace.leastClaim() ? 0 : room;
    }

    /// How much of what is to be kept there is there.
    double filled() {
        return (double) share.count() / pace.target();
    }

    ChatRoom chatRoom() {
        return chatRoom;
    }

    /// Chats that it has.
    int chats() {
        return load.chats();
    }

    /// What came of an item that it had.
    void note(Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered done -> {
                load.answered(done.tokens());
                answered.set(true);
                ended.incrementAndGet();
            }
            case Outcome.TryAgain(_, Outcome.Cost cost, _) when cost != Outcome.Cost.ENGINE_DEATH ->
                    refused.set(true);
            case Outcome.Cached _,
                    Outcome.Refused _,
                    Outcome.TryAgain _,
                    Outcome.Failed _,
                    Outcome.Cancelled _,
                    Outcome.Released _,
                    Outcome.GaveWay _ -> {}
        }
    }
}

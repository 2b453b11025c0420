package dev.stoker.batch.feed.pace;

import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import java.util.EnumMap;
import java.util.Map;

/// Adds up what the time of one model's jobs went to; one thread tells, another one takes.
public final class SpentTime {
    private final Map<Brake, Double> seconds = new EnumMap<>(Brake.class);
    private Brake brake = Brake.ENGINE;
    private double chat;
    private long since;

    /// @param now by `System.nanoTime`
    public SpentTime(long now) {
        since = now;
    }

    /// From now on it is that.
    ///
    /// @param share of the engine's requests that are chat, 0 to 1: its part of the time counts as
    ///   [Brake#CHAT] while nothing else holds the jobs up
    public synchronized void on(Brake next, double share, long now) {
        pass(now);
        brake = next;
        chat = share;
    }

    /// Hands over what was added up; the next call begins from nothing.
    public synchronized TimeShares take(long now) {
        pass(now);
        TimeShares spent = new TimeShares(seconds);
        seconds.clear();
        return spent;
    }

    private void pass(long now) {
        double passed = Math.max(0, now - since) / 1e9;
        since = now;
        double chats = brake == Brake.NONE ? passed * chat : 0;
        add(Brake.CHAT, chats);
        add(brake, passed - chats);
    }

    private void add(Brake to, double time) {
        if (time > 0) {
            seconds.merge(to, time, Double::sum);
        }
    }
}

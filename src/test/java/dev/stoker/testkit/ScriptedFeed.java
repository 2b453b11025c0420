package dev.stoker.testkit;

import dev.stoker.edgar.select.Wanted;
import dev.stoker.summarize.FeedBlocked;
import dev.stoker.summarize.FilingSource;
import dev.stoker.summarize.Identity;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// A Feed in memory whose days a test fills, breaks and holds back.
public final class ScriptedFeed implements FilingSource {
    private final Map<LocalDate, List<Member>> days = new ConcurrentHashMap<>();
    private final Map<LocalDate, String> broken = new ConcurrentHashMap<>();
    private final Map<LocalDate, Instant> blocks = new ConcurrentHashMap<>();
    private final List<LocalDate> asked = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(0);
    private volatile boolean held;

    public static Member filing(String accession, String form, String text) {
        Identity identity =
                new Identity(Optional.of(accession), Optional.of(form), OptionalLong.of(320193));
        return new Member(accession + ".nc", new Filing(identity, Optional.of(text)));
    }

    public static Member withoutText(String accession, String form) {
        Identity identity =
                new Identity(Optional.of(accession), Optional.of(form), OptionalLong.empty());
        return new Member(accession + ".nc", new Filing(identity, Optional.empty()));
    }

    public static Member unreadable(String name, String reason) {
        return new Member(name, new Unreadable(reason));
    }

    public ScriptedFeed day(String day, Member... members) {
        days.put(LocalDate.parse(day), List.of(members));
        return this;
    }

    public ScriptedFeed day(String day, int filings) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < filings; i++) {
            members.add(filing("%s-%06d".formatted(day, i), "4", "text " + i));
        }
        return day(day, members.toArray(Member[]::new));
    }

    /// Refuses everyone, once, at the end of that day's members.
    public ScriptedFeed blocked(String day, Instant until) {
        blocks.put(LocalDate.parse(day), until);
        return this;
    }

    /// After its members were handed over, that day breaks off.
    public ScriptedFeed breaking(String day, String reason) {
        broken.put(LocalDate.parse(day), reason);
        return this;
    }

    /// Stops before the end of each day until [#release].
    public ScriptedFeed hold() {
        held = true;
        return this;
    }

    public void release() {
        held = false;
        gate.release(1_000);
    }

    private static boolean isWanted(Wanted wanted, Content content) {
        return switch (content) {
            case Filing(Identity identity, Optional<String> _) ->
                    wanted.filter()
                            .wants(identity.form(), identity.cik().stream().boxed().toList());
            case Unreadable _ -> true;
        };
    }

    /// The days read so far, in order.
    public List<LocalDate> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void read(LocalDate day, Wanted wanted, Consumer<Member> sink)
            throws IOException, InterruptedException {
        asked.add(day);
        days.getOrDefault(day, List.of()).stream()
                .filter(member -> isWanted(wanted, member.content()))
                .forEach(sink);
        if (held) {
            gate.acquire();
        }
        Instant until = blocks.remove(day);
        if (until != null) {
            throw new FeedBlocked("the Feed answered 403", until);
        }
        String reason = broken.get(day);
        if (reason != null) {
            throw new IOException(reason);
        }
    }
}

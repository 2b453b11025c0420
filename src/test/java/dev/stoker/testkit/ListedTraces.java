package dev.stoker.testkit;

import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Tracer;
import dev.stoker.trace.Unrecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Traces that a test reads: every span that was begun, with what was told to it.
public final class ListedTraces implements Tracer {
    private final List<ListedSpan> spans = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile boolean wanted = true;

    /// Wants none of the traces that begin from now on.
    public void wantNone() {
        wanted = false;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span begin(Span.Kind kind, String name, TraceParent parent) {
        if (parent.isThere() ? !parent.isSampled() : !wanted) {
            String own = "00-%032x-%016x-00".formatted(ids.incrementAndGet(), 1);
            return parent.isThere() ? Span.NONE : new Unrecorded(own);
        }
        String trace = parent.isThere() ? parent.trace() : "%032x".formatted(ids.incrementAndGet());
        return add(new ListedSpan(kind, name, trace, parent.header()));
    }

    @Override
    public Span begin(Span.Kind kind, String name, TraceParent parent, long since) {
        return begin(kind, name, parent);
    }

    @Override
    public Counts counts() {
        return new Counts(0, 0, 0);
    }

    @Override
    public void close() {}

    /// The only span of that name that has ended, once it has.
    public ListedSpan one(String name) {
        List<ListedSpan> found =
                Eventually.becomes(
                        Duration.ofSeconds(20), () -> ended(name), list -> !list.isEmpty());
        if (found.size() > 1) {
            throw new AssertionError(found.size() + " spans named " + name);
        }
        return found.getFirst();
    }

    /// The spans of that name that have ended.
    public List<ListedSpan> ended(String name) {
        return spans.stream().filter(span -> span.name.equals(name) && span.ended).toList();
    }

    /// All spans that have ended, in the order in which they began.
    public List<ListedSpan> all() {
        return spans.stream().filter(span -> span.ended).toList();
    }

    public void clear() {
        spans.clear();
        wanted = true;
    }

    private ListedSpan add(ListedSpan span) {
        spans.add(span);
        return span;
    }

    /// One span, as it was told.
    public final class ListedSpan implements Span {
        private final Kind kind;
        private final String trace;
        private final String parent;
        private final String id = "%016x".formatted(ids.incrementAndGet());
        private final Map<String, Object> facts = new HashMap<>();
        private final List<String> events = new ArrayList<>();
        private volatile String name;
        private volatile String failure = "";
        private volatile boolean ended;

        private ListedSpan(Kind kind, String name, String trace, String parent) {
            this.kind = kind;
            this.name = name;
            this.trace = trace;
            this.parent = parent;
        }

        /// Whether it is a part of that one.
        public boolean isBelow(Span other) {
            return parent.equals(other.traceparent());
        }

        /// The `traceparent` above it; empty for the first of a trace.
        public String parent() {
            return parent;
        }

        public Kind kind() {
            return kind;
        }

        public String name() {
            return name;
        }

        /// What was told of it; empty where nothing was.
        public synchronized String fact(String key) {
            return String.valueOf(facts.getOrDefault(key, ""));
        }

        /// All that was told of it.
        public synchronized Map<String, Object> facts() {
            return Map.copyOf(facts);
        }

        public synchronized List<String> events() {
            return List.copyOf(events);
        }

        /// Why it failed; empty where it did not.
        public String failure() {
            return failure;
        }

        @Override
        public boolean isRecorded() {
            return true;
        }

        @Override
        public String traceparent() {
            return "00-" + trace + "-" + id + "-01";
        }

        @Override
        public Span child(Kind kindOfPart, String nameOfPart) {
            return add(new ListedSpan(kindOfPart, nameOfPart, trace, traceparent()));
        }

        @Override
        public Span child(Kind kindOfPart, String nameOfPart, long since) {
            return child(kindOfPart, nameOfPart);
        }

        @Override
        public Span rename(String other) {
            name = other;
            return this;
        }

        @Override
        public synchronized Span set(String key, String value) {
            facts.put(key, value);
            return this;
        }

        @Override
        public synchronized Span set(String key, long value) {
            facts.put(key, value);
            return this;
        }

        @Override
        public synchronized void event(String event, long at) {
            events.add(event);
        }

        @Override
        public void fail(String type, String detail) {
            set("error.type", type);
            failure = type;
        }

        @Override
        public void end() {
            ended = true;
        }
    }
}

package dev.stoker.trace.otlp;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.trace.Tracer.Counts;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Ended spans on their way to the collector, on a thread of their own.
///
/// Whoever ends a span adds it and goes on: it waits for no lock and no network. When the collector
/// is slower than spans come, what does not fit is dropped and counted.
final class SpanQueue implements SpanProcessor {
    private static final System.Logger LOG = System.getLogger("dev.stoker.traces");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final SpanExporter exporter;
    private final String collector;
    private final Room room;
    private final Queue<SpanData> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final LongAdder exported = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Thread sender = Thread.ofPlatform().daemon().name("traces").unstarted(this::send);
    private boolean outage;
    private volatile boolean closing;

    /// @param most spans that may wait
    /// @param batch spans of one request to the collector
    /// @param patience for the answer to it
    record Room(int most, int batch, Duration patience) {
        static final Room DEFAULT = new Room(8192, 512, Duration.ofSeconds(30));
    }

    private SpanQueue(SpanExporter exporter, String collector, Room room) {
        this.exporter = exporter;
        this.collector = collector;
        this.room = room;
    }

    /// @param collector its address, for the log
    static SpanQueue to(SpanExporter exporter, String collector) {
        return to(exporter, collector, Room.DEFAULT);
    }

    static SpanQueue to(SpanExporter exporter, String collector, Room room) {
        SpanQueue queue = new SpanQueue(exporter, collector, room);
        queue.sender.start();
        return queue;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        int place = length.incrementAndGet();
        if (closing || place > room.most()) {
            length.decrementAndGet();
            dropped.increment();
            return;
        }
        waiting.add(span.toSpanData());
        if (place == room.batch()) {
            LockSupport.unpark(sender);
        }
    }

    Counts counts() {
        return new Counts(exported.sum(), refused.sum(), dropped.sum());
    }

    /// Sends what waits, for a moment; a collector that hangs does not hold Stoker up.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(sender);
        try {
            sender.join(FAREWELL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        sender.interrupt();
        dropped.add(length.get());
    }

    private void send() {
        while (!closing) {
            LockSupport.parkNanos(this, PAUSE.toNanos());
            sendAll();
        }
        sendAll();
        // here and not in close(): it waits for a collector that hangs
        exporter.shutdown();
    }

    private void sendAll() {
        List<SpanData> spans = next();
        while (!spans.isEmpty() && !Thread.currentThread().isInterrupted()) {
            export(spans);
            spans = next();
        }
    }

    private List<SpanData> next() {
        List<SpanData> spans = new ArrayList<>();
        SpanData span = waiting.poll();
        while (span != null) {
            spans.add(span);
            span = spans.size() < room.batch() ? waiting.poll() : null;
        }
        length.addAndGet(-spans.size());
        return spans;
    }

    private void export(List<SpanData> spans) {
        CompletableResultCode result =
                exporter.export(spans).join(room.patience().toMillis(), TimeUnit.MILLISECONDS);
        if (result.isSuccess()) {
            exported.add(spans.size());
            taken();
        } else {
            refused.add(spans.size());
            notTaken(spans.size(), result.getFailureThrowable());
        }
    }

    private void taken() {
        if (outage) {
            outage = false;
            LOG.log(INFO, "traces were taken again collector=" + collector);
        }
    }

    /// Once for each outage: the counters tell how much of it there was.
    private void notTaken(int spans, @Nullable Throwable cause) {
        if (!outage) {
            outage = true;
            LOG.log(
                    WARNING,
                    "traces were not taken collector=%s spans=%d cause=\"%s\""
                            .formatted(collector, spans, cause == null ? "no answer" : cause));
        }
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}

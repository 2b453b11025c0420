package dev.stoker.trace.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A collector in memory that a test opens, breaks, or never answers with.
final class GatedExporter implements SpanExporter {
    private final List<SpanData> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableResultCode answer;

    private GatedExporter(CompletableResultCode answer) {
        this.answer = answer;
    }

    static GatedExporter open() {
        return new GatedExporter(CompletableResultCode.ofSuccess());
    }

    static GatedExporter broken() {
        return new GatedExporter(CompletableResultCode.ofFailure());
    }

    /// Takes the first spans and says nothing.
    static GatedExporter hanging() {
        return new GatedExporter(new CompletableResultCode());
    }

    List<SpanData> taken() {
        return List.copyOf(taken);
    }

    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    /// Ends the silence.
    void answer() {
        answer.succeed();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        taken.addAll(spans);
        asked.countDown();
        return answer;
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    /// Waits for what is under way, as the JDK's client does.
    @Override
    public CompletableResultCode shutdown() {
        return answer.join(10, TimeUnit.MINUTES);
    }
}

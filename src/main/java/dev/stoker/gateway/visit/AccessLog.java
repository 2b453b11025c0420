package dev.stoker.gateway.visit;

import dev.stoker.gateway.admission.keys.ApiKey;
import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import io.vertx.core.http.HttpServerRequest;

/// Writes a line for each request, without bodies, queries or keys.
final class AccessLog {
    private static final System.Logger LOG = System.getLogger("dev.stoker.access");

    private AccessLog() {}

    static void write(Visit visit) {
        LOG.log(System.Logger.Level.INFO, line(visit));
    }

    static String line(Visit visit) {
        HttpServerRequest request = visit.request();
        Progress progress = visit.progress();
        StringBuilder line = new StringBuilder(256).append("request ended");
        fact(line, "request", visit.requestId());
        trace(line, RequestTrail.parent(request), visit.trail().span());
        fact(line, "key", visit.key().map(ApiKey::name).orElse("-"));
        fact(line, "method", request.method().name());
        text(line, "path", String.valueOf(request.path()));
        text(line, "model", progress.model());
        fact(line, "engine", progress.engine().isEmpty() ? "-" : progress.engine());
        fact(line, "status", Integer.toString(progress.status()));
        long bytes = request.response().bytesWritten() + progress.passed();
        fact(line, "bytes", Long.toString(bytes));
        fact(line, "ms", millis(progress.nanos()));
        if (progress.firstByteNanos() >= 0) {
            fact(line, "first-byte-ms", millis(progress.firstByteNanos()));
        }
        if (progress.promptTokens() >= 0) {
            fact(line, "prompt-tokens", Long.toString(progress.promptTokens()));
            fact(line, "answer-tokens", Long.toString(progress.answerTokens()));
        }
        return line.toString();
    }

    /// The client's trace, which goes on to the engine, or Stoker's own.
    private static void trace(StringBuilder line, TraceParent client, Span own) {
        if (client.isThere()) {
            fact(line, "trace", client.trace());
        } else if (own.isRecorded()) {
            fact(line, "trace", new TraceParent(own.traceparent()).trace());
        }
    }

    private static void fact(StringBuilder line, String name, String value) {
        line.append(' ').append(name).append('=').append(value);
    }

    /// A client wrote it: it may not end the line, nor look like another fact.
    private static void text(StringBuilder line, String name, String value) {
        line.append(' ').append(name).append('=');
        if (value.isEmpty()) {
            line.append('-');
        }
        for (int i = 0; i < Math.min(value.length(), 200); i++) {
            char c = value.charAt(i);
            line.append(c <= ' ' || c == '=' || c == '"' || c > '~' ? '?' : c);
        }
    }

    /// Tenths of a millisecond are enough, and cheaper than a formatter.
    private static String millis(long nanos) {
        long tenths = nanos / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }
}

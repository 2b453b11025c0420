package dev.stoker.ops.admin;

import dev.stoker.supervisor.run.EngineLog;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// One reader of an engine's log, as server-sent events; its state lives on the reader's event
/// loop.
///
/// Takes from the log's own tail what the connection can take, so that a slow reader costs no
/// memory: it misses lines, and is told so.
final class LogStream {
    private static final int AT_ONCE = 100;
    private static final long KEEP_ALIVE_MILLIS = 15_000;

    /// What is read.
    ///
    /// @param last the number of the line that the reader has already; 0 for none
    /// @param follow whether to stay for lines to come
    record Wish(String engine, EngineLog log, long last, boolean follow) {}

    private final Wish wish;
    private final HttpServerResponse response;
    private final Context loop;
    private final AtomicBoolean called = new AtomicBoolean();
    private long last;

    private LogStream(Wish wish, HttpServerResponse response, Context loop) {
        this.wish = wish;
        this.response = response;
        this.loop = loop;
        this.last = wish.last();
    }

    /// To be called on the event loop of the request.
    static void open(Vertx vertx, HttpServerResponse response, Wish wish) {
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-cache");
        LogStream stream = new LogStream(wish, response, vertx.getOrCreateContext());
        if (!wish.follow()) {
            stream.pump();
            response.end();
            return;
        }
        Runnable leave = wish.log().follow(stream::call);
        long keepAlive = vertx.setPeriodic(KEEP_ALIVE_MILLIS, _ -> stream.keepAlive());
        response.exceptionHandler(_ -> {});
        response.endHandler(_ -> leave.run());
        response.closeHandler(_ -> {
            leave.run();
            vertx.cancelTimer(keepAlive);
        });
        response.drainHandler(_ -> stream.pump());
        response.write(": log of " + wish.engine() + "\n\n");
        stream.pump();
    }

    /// Called by the writer of the log; many calls before the loop wakes are one.
    private void call() {
        if (called.compareAndSet(false, true)) {
            loop.runOnContext(_ -> pump());
        }
    }

    private void keepAlive() {
        if (!response.closed() && !response.writeQueueFull()) {
            response.write(": keep-alive\n\n");
        }
    }

    private void pump() {
        called.set(false);
        while (!response.closed() && (!wish.follow() || !response.writeQueueFull())) {
            List<EngineLog.Line> lines = wish.log().after(last, AT_ONCE);
            if (lines.isEmpty()) {
                return;
            }
            response.write(events(lines));
            last = lines.getLast().number();
        }
    }

    private String events(List<EngineLog.Line> lines) {
        StringBuilder events = new StringBuilder();
        if (last > 0 && lines.getFirst().number() != last + 1) {
            events.append("event: gap\ndata: ")
                    .append(new JsonObject().put("engine", wish.engine()).put("after", last))
                    .append("\n\n");
        }
        for (EngineLog.Line line : lines) {
            events.append("id: ").append(line.number()).append("\ndata: ");
            events.append(
                    new JsonObject()
                            .put("engine", wish.engine())
                            .put("run", line.run())
                            .put("line", line.text()));
            events.append("\n\n");
        }
        return events.toString();
    }
}

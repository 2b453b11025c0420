package dev.stoker.inference;

import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Facts;
import dev.stoker.trace.ModelCall;
import dev.stoker.trace.Span;

/// One request of a virtual thread to an engine, as a part of what that thread works for.
final class TracedCall {
    private static final int FIRST_ERROR = 400;

    private TracedCall() {}

    /// Sends the request.
    interface Sending {
        EngineAnswer as(Span span) throws EngineUnreachable, InterruptedException;
    }

    static EngineAnswer of(Route.Serve engine, EngineCall call, Sending sending)
            throws EngineUnreachable, InterruptedException {
        Span work = CurrentSpan.get();
        return work.isRecorded() ? traced(span(work, engine, call), sending) : sending.as(work);
    }

    private static Span span(Span work, Route.Serve engine, EngineCall call) {
        return new ModelCall(
                        "POST",
                        call.path(),
                        engine.engine().model().name(),
                        engine.engine().dialect().kind(),
                        new ModelCall.Target(engine.name(), engine.run(), engine.endpoint()))
                .in(work)
                .set(Facts.REQUEST, call.requestId());
    }

    private static EngineAnswer traced(Span span, Sending sending)
            throws EngineUnreachable, InterruptedException {
        try {
            EngineAnswer answer = sending.as(span);
            span.set(Facts.STATUS, answer.status());
            if (answer.status() >= FIRST_ERROR) {
                span.fail(Integer.toString(answer.status()), "");
            }
            return answer;
        } catch (EngineUnreachable e) {
            span.fail("engine_unreachable", "");
            throw e;
        } catch (InterruptedException e) {
            span.fail("interrupted", "");
            throw e;
        } finally {
            span.end();
        }
    }
}

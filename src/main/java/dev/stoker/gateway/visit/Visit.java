package dev.stoker.gateway.visit;

import static java.util.Objects.requireNonNull;

import dev.stoker.gateway.RequestId;
import dev.stoker.gateway.admission.Admission;
import dev.stoker.gateway.admission.Asking;
import dev.stoker.gateway.admission.Outcome;
import dev.stoker.gateway.admission.Pass;
import dev.stoker.gateway.admission.keys.ApiKey;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Tracer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request at the public door: who asks, whether it may go to an engine, and what became of it.
///
/// Lives on its request's event loop.
public final class Visit {
    private static final String IN_CONTEXT = Visit.class.getName();

    private final HttpServerRequest request;
    private final String requestId;
    private final Admission admission;
    private final Consumer<Visit> whenEnded;
    private final Progress progress = new Progress();
    private final Trail trail;
    private Optional<ApiKey> key = Optional.empty();
    private @Nullable Pass pass;
    private boolean over;

    private Visit(
            HttpServerRequest request,
            Admission admission,
            Tracer tracer,
            Consumer<Visit> whenEnded) {
        this.request = request;
        this.requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        this.admission = admission;
        this.whenEnded = whenEnded;
        this.trail = tracer.isOn() ? RequestTrail.begin(tracer, request, requestId) : Trail.NONE;
    }

    static Visit begin(
            RoutingContext context, Admission admission, Tracer tracer, Consumer<Visit> whenEnded) {
        Visit visit = new Visit(context.request(), admission, tracer, whenEnded);
        context.put(IN_CONTEXT, visit);
        return visit;
    }

    /// The visit that began when the request arrived.
    public static Visit of(RoutingContext context) {
        return requireNonNull(context.<Visit>get(IN_CONTEXT));
    }

    /// Names the request in answers, engines and logs.
    public String requestId() {
        return requestId;
    }

    /// What it leaves in its trace.
    public Trail trail() {
        return trail;
    }

    /// Asks whether the request may go to an engine of that model; a [Pass] is closed when the
    /// visit ends.
    ///
    /// @param body a copy of it, as far as it has arrived
    /// @param then hears once, on the event loop, at once or later
    public void admit(String model, Supplier<byte[]> body, Consumer<Outcome> then) {
        progress.model(model);
        trail.asks(model);
        admission.admit(
                new Asking(request, key, model, body),
                outcome -> {
                    trail.judged();
                    if (outcome instanceof Pass given) {
                        pass = given;
                    }
                    then.accept(outcome);
                });
        trail.waits();
    }

    /// Whether an engine should take it behind interactive requests.
    public boolean isBatch() {
        return pass != null && pass.isBatch();
    }

    /// It goes to that engine; said again where it is sent to another.
    public void sentTo(String engine) {
        progress.engine(engine);
    }

    /// The first byte of the answer's body came.
    ///
    /// @param at by `System.nanoTime`
    public void answered(long at) {
        progress.answered(at);
        trail.answered(at);
    }

    /// So many bytes of the answer's body went past the server's own count.
    public void passed(long bytes) {
        progress.passed(bytes);
    }

    /// The engine said how many tokens prompt and answer really had.
    public void used(long promptTokens, long answerTokens) {
        progress.used(promptTokens, answerTokens);
        trail.used(promptTokens, answerTokens);
        if (pass != null) {
            pass.used(promptTokens + answerTokens);
        }
    }

    /// It has ended; calls after the first do nothing.
    ///
    /// @param status what the client got, 499 where it left first
    public void ended(int status) {
        if (over) {
            return;
        }
        over = true;
        progress.ended(status);
        if (pass != null) {
            pass.close(status);
        }
        trail.ended(status);
        whenEnded.accept(this);
    }

    void shows(ApiKey known) {
        key = Optional.of(known);
        trail.span().set(Facts.KEY, known.name());
    }

    Optional<ApiKey> key() {
        return key;
    }

    HttpServerRequest request() {
        return request;
    }

    Progress progress() {
        return progress;
    }
}

package dev.stoker.trace;

import java.lang.ScopedValue.CallableOp;

/// The span that a thread works for, where straight code on a thread of its own does the work. On
/// event loops spans are passed by hand.
public final class CurrentSpan {
    private static final ScopedValue<Span> SPAN = ScopedValue.newInstance();

    private CurrentSpan() {}

    /// [Span#NONE] outside of any.
    public static Span get() {
        return SPAN.orElse(Span.NONE);
    }

    /// Does the work for that span, and nothing else where there is none to tell of.
    public static <T, X extends Throwable> T during(Span span, CallableOp<T, X> work) throws X {
        return span.equals(Span.NONE) ? work.call() : ScopedValue.where(SPAN, span).call(work);
    }

    /// Does the work as a part of the present span, which ends with it; what it throws fails it.
    public static <T, X extends Throwable> T part(String name, CallableOp<T, X> work) throws X {
        Span span = get().child(Span.Kind.INTERNAL, name);
        return span.isRecorded() ? ended(span, work) : work.call();
    }

    /// Does the work for that span and ends it; what it throws fails it.
    public static <T, X extends Throwable> T ended(Span span, CallableOp<T, X> work) throws X {
        boolean done = false;
        try {
            T result = during(span, work);
            done = true;
            return result;
        } finally {
            if (!done) {
                span.fail("_OTHER", "");
            }
            span.end();
        }
    }
}

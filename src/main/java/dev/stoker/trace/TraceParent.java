package dev.stoker.trace;

import java.util.regex.Pattern;

/// The trace that somebody's work belongs to, as W3C's headers carry it between programs.
///
/// @param header `traceparent`; empty where there was none
/// @param state `tracestate`, the collectors' own words; empty where there was none
public record TraceParent(String header, String state) {
    /// A trace begins here.
    public static final TraceParent NONE = new TraceParent("", "");

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    public TraceParent(String header) {
        this(header, "");
    }

    /// Whether it names a trace, as far as its form tells.
    public boolean isThere() {
        return FORM.matcher(header).matches();
    }

    /// 32 hexadecimal digits; to be asked only where it is there.
    public String trace() {
        return header.substring(TRACE, SPAN - 1);
    }

    /// Whether whoever began the trace wants to see it.
    public boolean isSampled() {
        return isThere() && (Character.digit(header.charAt(FLAGS + 1), 16) & 1) == 1;
    }

    /// The same place in the same trace, for work that nobody wants to see.
    public Span unrecorded() {
        return new Unrecorded(isThere() ? header.substring(0, FLAGS) + "00" : "");
    }
}

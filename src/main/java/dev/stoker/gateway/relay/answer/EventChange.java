package dev.stoker.gateway.relay.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.function.UnaryOperator;

/// Changes the data of whole events in a stream, however the stream is cut; the rest of an event
/// that has begun is waited for.
public final class EventChange {
    /// An event that is longer is passed as it is, and all behind it.
    private static final int LONGEST = 1 << 20;

    private static final String DATA = "data:";

    private final UnaryOperator<byte[]> change;
    private Buffer begun = Buffer.buffer();
    private boolean givenUp;

    private EventChange(UnaryOperator<byte[]> change) {
        this.change = change;
    }

    /// Gives reasoning both of its names.
    public static EventChange twinReasoning() {
        return new EventChange(TwinReasoning::added);
    }

    /// The events that are whole now; empty where none is.
    Buffer take(Buffer chunk) {
        if (givenUp) {
            return chunk;
        }
        begun.appendBuffer(chunk);
        int end = endOfEvents();
        if (begun.length() - end > LONGEST) {
            givenUp = true;
            return rest();
        }
        Buffer whole = begun.getBuffer(0, end);
        begun = begun.getBuffer(end, begun.length());
        return changed(whole);
    }

    /// What was waited with when the stream ended.
    Buffer rest() {
        Buffer left = begun;
        begun = Buffer.buffer();
        return left;
    }

    /// Behind the last empty line.
    private int endOfEvents() {
        for (int at = begun.length(); at >= 2; at--) {
            if (begun.getByte(at - 1) == '\n'
                    && (begun.getByte(at - 2) == '\n'
                            || (at >= 3
                                    && begun.getByte(at - 2) == '\r'
                                    && begun.getByte(at - 3) == '\n'))) {
                return at;
            }
        }
        return 0;
    }

    private Buffer changed(Buffer events) {
        // one character a byte
        String text = new String(events.getBytes(), ISO_8859_1);
        if (!text.contains("\"reasoning")) {
            return events;
        }
        Buffer out = Buffer.buffer(events.length() * 2);
        for (String line : text.splitWithDelimiters("\r?\n", 0)) {
            out.appendBytes(line.startsWith(DATA) ? data(line) : line.getBytes(ISO_8859_1));
        }
        return out;
    }

    private byte[] data(String line) {
        Buffer out = Buffer.buffer().appendString(DATA);
        byte[] json = line.substring(DATA.length()).getBytes(ISO_8859_1);
        return out.appendBytes(change.apply(json)).getBytes();
    }
}

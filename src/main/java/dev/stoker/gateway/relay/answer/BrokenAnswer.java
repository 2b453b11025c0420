package dev.stoker.gateway.relay.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stoker.gateway.CutOff;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Ends an answer whose engine died in the middle, so that nobody takes it for whole.
///
/// An event stream gets an error event, which clients raise as an error, and then a broken
/// connection for those that read no events; any other body a broken connection.
public final class BrokenAnswer {
    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

    private BrokenAnswer() {}

    /// @param last what the client got last, if anything
    /// @param error a JSON object in one line
    public static void endEvents(HttpServerRequest request, byte @Nullable [] last, String error) {
        HttpServerResponse response = request.response();
        if (last != null && isDone(last)) {
            response.end();
            return;
        }
        String gap = last == null || endsAnEvent(last) ? "" : "\n\n";
        response.write(gap + "data: " + error + "\n\n").onComplete(_ -> CutOff.of(request));
    }

    /// Whether all that a client waits for had come.
    private static boolean isDone(byte[] last) {
        int end = last.length;
        while (end > 0 && last[end - 1] <= ' ') {
            end--;
        }
        int start = end - DONE.length;
        return start >= 0 && Arrays.equals(last, start, end, DONE, 0, DONE.length);
    }

    /// Whether whatever follows begins a new event.
    static boolean endsAnEvent(byte[] last) {
        int end = last.length;
        return (end >= 2 && last[end - 1] == '\n' && last[end - 2] == '\n')
                || (end >= 4
                        && last[end - 1] == '\n'
                        && last[end - 2] == '\r'
                        && last[end - 3] == '\n');
    }
}

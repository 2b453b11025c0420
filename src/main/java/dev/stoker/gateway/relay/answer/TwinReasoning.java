package dev.stoker.gateway.relay.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Gives the reasoning in an event both of its names, `reasoning` and `reasoning_content`: engines
/// write one, clients read the other. Every other byte stays as it is.
final class TwinReasoning {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern PLACE =
            Pattern.compile("/choices/\\d+/delta/reasoning(_content)?");
    private static final String SHORT = "reasoning";
    private static final String LONG = "reasoning_content";

    /// One member of a delta.
    ///
    /// @param delta where its object stands
    /// @param from its value's first byte
    /// @param to behind its value's last byte
    private record Found(String delta, String name, int from, int to) {
        String twin() {
            return name.equals(SHORT) ? LONG : SHORT;
        }
    }

    private TwinReasoning() {}

    /// @param event the JSON of one event
    static byte[] added(byte[] event) {
        List<Found> all = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(event)) {
            while (parser.nextToken() != null) {
                if (isReasoning(parser)) {
                    all.add(found(parser));
                }
            }
        } catch (IOException notJson) {
            return event;
        }
        return inserted(event, all);
    }

    private static boolean isReasoning(JsonParser parser) throws IOException {
        String name = parser.currentName();
        return (SHORT.equals(name) || LONG.equals(name))
                && parser.currentToken().isScalarValue()
                && PLACE.matcher(place(parser).toString()).matches();
    }

    private static JsonPointer place(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer();
    }

    private static Found found(JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return new Found(place(parser).head().toString(), parser.currentName(), from, to);
    }

    private static byte[] inserted(byte[] event, List<Found> all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length * 2);
        int done = 0;
        for (Found one : all) {
            boolean alone =
                    all.stream()
                            .noneMatch(other ->
                                    other.delta().equals(one.delta())
                                            && other.name().equals(one.twin()));
            if (alone) {
                out.write(event, done, one.to() - done);
                out.writeBytes((",\"" + one.twin() + "\":").getBytes(UTF_8));
                out.write(event, one.from(), one.to() - one.from());
                done = one.to();
            }
        }
        out.write(event, done, event.length - done);
        return out.toByteArray();
    }
}

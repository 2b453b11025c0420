package dev.stoker.gateway.relay.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"choices":[{"delta":{"reasoning":"é \\"x"}}]} | {"choices":[{"delta":{"reasoning":"é \\"x","reasoning_content":"é \\"x"}}]}
                    {"choices":[{"delta":{"reasoning_content":null},"index":1e0}]} | {"choices":[{"delta":{"reasoning_content":null,"reasoning":null},"index":1e0}]}
                    {"choices":[{"delta":{"reasoning":"a"}},{"delta":{"reasoning_content":"b"}}]} | {"choices":[{"delta":{"reasoning":"a","reasoning_content":"a"}},{"delta":{"reasoning_content":"b","reasoning":"b"}}]}
                    """)
    void reasoningGetsItsOtherName(String event, String both) {
        assertEquals("data: " + both + "\n\n", changed("data: " + event + "\n\n", 1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"delta\":{\"reasoning\":\"a\",\"reasoning_content\":\"b\"}}]}\n\n",
                "data: {\"choices\":[{\"message\":{\"reasoning\":\"a\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"reasoning\\\":1}\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"x\":{\"reasoning\":\"a\"}}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"reasoning\":{\"a\":1}}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"reasoning\": broken\n\n",
                ": \"reasoning\n\nevent: x\r\ndata: [DONE]\r\n\r\n"
            })
    void everythingElseStaysAsItIs(String events) {
        assertEquals(events, changed(events, 1000));
    }

    @Test
    void itMakesNoDifferenceHowTheStreamIsCut() {
        String events =
                ": é\n\ndata: {\"choices\":[{\"delta\":{\"reasoning\":\"é\"}}]}\r\n\r\ndata: [DONE]\n\nx";
        String whole = changed(events, 1000);

        for (int size = 1; size < events.length(); size++) {
            assertEquals(whole, changed(events, size));
        }
    }

    @Test
    void anEventWithoutEndIsPassedBeforeItFillsMemory() {
        EventChange change = EventChange.twinReasoning();
        Buffer big = Buffer.buffer("data: " + "x".repeat(2_000_000));

        assertEquals(big, change.take(big));
        assertEquals(Buffer.buffer("y"), change.take(Buffer.buffer("y")));
    }

    private static String changed(String events, int size) {
        EventChange change = EventChange.twinReasoning();
        Buffer all = Buffer.buffer(events);
        Buffer out = Buffer.buffer();
        for (int at = 0; at < all.length(); at += size) {
            out.appendBuffer(change.take(all.getBuffer(at, Math.min(at + size, all.length()))));
        }
        return out.appendBuffer(change.rest()).toString();
    }
}

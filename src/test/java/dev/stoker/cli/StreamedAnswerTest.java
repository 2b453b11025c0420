package dev.stoker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StreamedAnswerTest {
    private final StringWriter printed = new StringWriter();
    private final StreamedAnswer answer = new StreamedAnswer(new PrintWriter(printed));

    @Test
    void contentIsPrintedAsItComes() throws IOException {
        delta("{\"role\":\"assistant\",\"content\":\"\"}");
        delta("{\"content\":\"Hello\"}");
        delta("{\"content\":\" world\"}");
        answer.accept("data: [DONE]");

        assertTrue(answer.isDone());
        assertEquals(0, answer.finish());
        assertEquals("Hello world\n", printed.toString());
    }

    @Test
    void reasoningIsPrintedUnderEitherName() throws IOException {
        delta("{\"reasoning_content\":\"Let me \",\"content\":null}");
        delta("{\"reasoning\":\"think. \"}");
        delta("{\"reasoning_content\":null,\"content\":\"Yes.\"}");
        answer.accept("data: [DONE]");

        answer.finish();

        assertEquals("Let me think. Yes.\n", printed.toString());
    }

    @Test
    void commentsUsageAndEmptyLinesArePassedOver() throws IOException {
        answer.accept(": keep-alive");
        answer.accept("");
        answer.accept("data: {\"choices\":[],\"usage\":{\"completion_tokens\":3}}");

        assertFalse(answer.isDone());
        assertEquals("", printed.toString());
    }

    @Test
    void anErrorInTheStreamIsAFailureThoughDoneFollows() throws IOException {
        answer.accept("data: {\"error\":{\"message\":\"EngineCore died\",\"code\":500}}");
        answer.accept("data: [DONE]");

        assertEquals(1, answer.finish());
        assertTrue(printed.toString().contains("EngineCore died"));
    }

    @Test
    void anAnswerWithoutItsEndIsCalledCutOff() throws IOException {
        delta("{\"content\":\"Hel\"}");

        assertEquals(1, answer.finish());
        assertTrue(printed.toString().contains("cut off"));
    }

    private void delta(String delta) throws IOException {
        answer.accept("data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}");
    }
}

package dev.stoker.batch.feed.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tokens;
import dev.stoker.inference.EngineAnswer;
import org.junit.jupiter.api.Test;

class ReadAnswerTest {
    @Test
    void theUsageOfAnAnswerIsCounted() {
        String body =
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":2100,\"completion_tokens\":140}}";

        Outcome outcome = ReadAnswer.ok(new EngineAnswer(200, body));

        assertEquals(new Outcome.Answered(200, body, new Tokens(2100, 140)), outcome);
    }

    @Test
    void anAnswerWithoutUsageIsAnAnswer() {
        Outcome outcome = ReadAnswer.ok(new EngineAnswer(200, "{\"choices\":[]}"));

        assertEquals(Tokens.NONE, assertInstanceOf(Outcome.Answered.class, outcome).tokens());
    }

    @Test
    void whatIsNoJsonObjectIsAFailureThatShowsIt() {
        Outcome cut = ReadAnswer.ok(new EngineAnswer(200, "{\"choices\":[{\"mess"));
        Outcome empty = ReadAnswer.ok(new EngineAnswer(200, ""));

        assertEquals(
                new Outcome.Failed(
                        "engine answered 200 with no JSON object: {\"choices\":[{\"mess"),
                cut);
        assertEquals(new Outcome.Failed("engine answered 200 with no JSON object: "), empty);
    }

    @Test
    void theReasonIsFoundInEveryEnginesShape() {
        assertEquals("too long", reason("{\"error\":{\"message\":\"too long\",\"code\":400}}"));
        assertEquals("too long", reason("{\"error\":\"too long\"}"));
        assertEquals("too long", reason("{\"object\":\"error\",\"message\":\"too long\"}"));
        assertEquals("Not Found", reason("{\"detail\":\"Not Found\"}"));
        assertEquals("<html>502</html>", reason("<html>502</html>"));
    }

    @Test
    void aReasonIsCutToASentenceOrTwo() {
        assertEquals("x".repeat(300) + "…", reason("x".repeat(5_000)));
    }

    private static String reason(String body) {
        return ReadAnswer.reason(new EngineAnswer(400, body));
    }
}

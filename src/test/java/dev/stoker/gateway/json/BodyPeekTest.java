package dev.stoker.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.gateway.json.Peek.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyPeekTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"model":"m"}                                                          | m
                    { "model" : "Qwen/Qwen3-8B-FP8" , "x":1}                               | Qwen/Qwen3-8B-FP8
                    {"messages":[{"role":"user","content":"x"}],"model":"m"}               | m
                    {"messages":[{"model":"inner"}],"model":"outer"}                       | outer
                    {"a":{"model":"inner"},"b":["model","x",{"model":[]}],"model":"outer"} | outer
                    {"x":"model","model":"m"}                                              | m
                    {"x":"a \\" \\\\","model":"m"}                                         | m
                    {"x":"{\\"model\\":\\"fake\\"}","model":"m"}                           | m
                    {"\\u006dodel":"m"}                                                    | m
                    {"model":"a\\/b\\u00e9\\n\\ud83d\\ude00"}                              | `a/bé
                    😀`
                    {"model":"é😀"}                                                        | é😀
                    {"a":-0.5e+10,"b":[1,2.25,0,-7],"c":true,"d":false,"e":null,"model":"m"} | m
                    {"model":"first","model":"second"}                                     | first
                    {"model":"m"} and what follows is the engine's to refuse               | m
                    {"model":null,"model":"m"}                                             | m
                    {"models":"x","mode":"y","model ":"z","model":"m"}                     | m
                    {"a":[[[[]]],{}],"model":"m"}                                          | m
                    """)
    void theModelIsFound(String body, String model) {
        assertEquals(new Outcome.Found(model), peek(body));
    }

    @Test
    void theModelMayBeEmpty() {
        assertEquals(new Outcome.Found(""), peek("{\"model\":\"\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } \n",
                "{\"messages\":[]}",
                "{\"model\":null}",
                "{\"a\":{\"model\":\"inner\"}}",
                "{\"a\":1.5}",
                "{\"Model\":\"case matters\"}"
            })
    void aBodyWithoutAModelIsToldApart(String body) {
        assertEquals(new Outcome.Absent(), peek(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"model":       | 9  | unexpected end
                    {"model":"m     | 11 | unexpected end
                    {               | 1  | unexpected end
                    []              | 0  | an object expected
                    "model"         | 0  | an object expected
                    7               | 0  | an object expected
                    null            | 0  | an object expected
                    {"model":7}     | 9  | model must be a string
                    {"model":["m"]} | 9  | model must be a string
                    {"model":{}}    | 9  | model must be a string
                    {"model":true}  | 9  | model must be a string
                    {"model":nope}  | 10 | unexpected 'o'
                    {model:"m"}     | 1  | unexpected 'm'
                    {'model':"m"}   | 1  | unexpected '''
                    {"a":1,}        | 7  | unexpected '}'
                    {"a" "b"}       | 5  | unexpected '"'
                    {"a":1 "b":2}   | 7  | unexpected '"'
                    {"a":[1,]}      | 8  | unexpected ']'
                    {"a":[1}        | 7  | unexpected '}'
                    {"a":01}        | 6  | unexpected '1'
                    {"a":1.}        | 7  | unexpected '}'
                    {"a":-}         | 6  | unexpected '}'
                    {"a":1e}        | 7  | unexpected '}'
                    {"a":+1}        | 5  | unexpected '+'
                    {"a":NaN}       | 5  | unexpected 'N'
                    {"a":trux}      | 8  | unexpected 'x'
                    {"a":"\\x"}     | 7  | unexpected 'x'
                    {"a":"\\u12g4"} | 10 | unexpected 'g'
                    {}}             | 2  | unexpected '}'
                    {} {}           | 3  | unexpected '{'
                    {"a":1},        | 7  | unexpected ','
                    """)
    void aMalformedBodyIsRefusedWhereItGoesWrong(String body, long position, String problem) {
        assertEquals(new Outcome.Malformed(position, problem), peek(body));
    }

    @Test
    void anEmptyBodyIsMalformed() {
        assertEquals(new Outcome.Malformed(0, "unexpected end"), peek(""));
    }

    @Test
    void controlCharactersMustBeEscaped() {
        assertEquals(
                new Outcome.Malformed(7, "unexpected byte 0x0a"),
                peek("{\"a\":\"x\n\"}".replace("x", "").replace("\"\n", "\"y\n")));
    }

    @Test
    void otherEncodingsAreRefused() {
        assertInstanceOf(
                Outcome.Malformed.class,
                feed(new BodyPeek(), "{\"model\":\"m\"}".getBytes(UTF_16)));
        assertInstanceOf(Outcome.Malformed.class, peek("\ufeff{\"model\":\"m\"}"));
    }

    @Test
    void bytesThatAreNoUtf8DoNotHideTheModel() {
        byte[] body = "{\"a\":\"??\",\"model\":\"m\"}".getBytes(UTF_8);
        body[6] = (byte) 0xff;
        body[7] = (byte) 0xc0;

        assertEquals(new Outcome.Found("m"), feed(new BodyPeek(), body));
    }

    @Test
    void nestingThatOnlyServesToHurtIsRefused() {
        Outcome outcome = peek("{\"a\":" + "[".repeat(1_000_000));

        assertEquals(new Outcome.Malformed(516, "unexpected '['"), outcome);
    }

    @Test
    void aNameOrModelOfAnyLengthTakesBoundedMemory() {
        String longName = "x".repeat(1_000_000);

        assertEquals(new Outcome.Found("m"), peek("{\"" + longName + "\":1,\"model\":\"m\"}"));
        assertEquals(new Outcome.Found("x".repeat(4096)), peek("{\"model\":\"" + longName + "\"}"));
    }

    @Test
    void aTextCutInTheMiddleOfAnEscapeIsHarmless() {
        Outcome outcome = peek("{\"model\":\"" + "x".repeat(4094) + "\\u0041\"}");

        assertEquals(new Outcome.Found("x".repeat(4094) + "u"), outcome);
    }

    @Test
    void whatIsWrongBehindTheModelIsTheEnginesToRefuse() {
        BodyPeek peek = new BodyPeek();

        Outcome outcome = feed(peek, "{\"model\":\"m\",!!!".getBytes(UTF_8));

        assertEquals(new Outcome.Found("m"), outcome);
        assertEquals(outcome, feed(peek, "garbage".getBytes(UTF_8)));
        assertEquals(outcome, peek.end());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"model":"m","stream":true}                        | true
                    {"stream":false,"model":"m"}                       | false
                    {"model":"m","a":{"stream":true},"stream":false}   | false
                    {"model":"m","stream":true,"stream":false}         | true
                    {"model":"m","stream":null}                        |
                    {"model":"m","messages":[{"stream":true}]}         |
                    {"model":"m","!":!!!,"stream":true}                |
                    """)
    void whetherEventsAreAskedForIsFoundOnEitherSideOfTheModel(String body, Boolean stream) {
        BodyPeek peek = new BodyPeek();

        Outcome outcome = feed(peek, body.getBytes(UTF_8));

        assertEquals(new Outcome.Found("m"), outcome);
        assertEquals(Optional.ofNullable(stream), peek.traits().stream());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"model":"m","messages":[1]}            | [1]}
                    {"prompt" :  "x","model":"m"}           | "x","model":"m"}
                    {"model":"m","input":"é","system":"s"}  | "é","system":"s"}
                    """)
    void thePromptsPlaceIsFoundHoweverTheBodyIsCut(String body, String rest) {
        byte[] bytes = body.getBytes(UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            BodyPeek peek = fed(bytes, size);

            int at = (int) peek.traits().promptAt().orElseThrow();

            assertEquals(rest, new String(bytes, at, bytes.length - at, UTF_8));
        }
    }

    @Test
    void theAnswerThatIsGoneOnFromIsFound() {
        BodyPeek peek = new BodyPeek();

        feed(peek, "{\"model\":\"m\",\"previous_response_id\":\"resp_1\"}".getBytes(UTF_8));

        assertEquals(Optional.of("resp_1"), peek.traits().previousResponse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a \\\\ \\\" é\\u00e9\"}],\"t\":-1.5e3,\"model\":\"m😀\"}",
                "{\"model\":\"m\\u0041\\n\"}",
                "{\"a\":[true,false,null],\"b\":{}}",
                "{\"a\":1,}",
                "{\"a\":tru }"
            })
    void itMakesNoDifferenceHowTheBodyIsCut(String body) {
        Outcome whole = peek(body);
        byte[] bytes = body.getBytes(UTF_8);

        for (int size = 1; size < bytes.length; size++) {
            assertEquals(whole, fed(bytes, size).end());
        }
    }

    /// Against a whole parser, over bodies broken in one place.
    @Test
    void whatIsAcceptedToItsEndIsJsonAndWhatIsJsonIsAccepted() {
        ObjectMapper parser =
                new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        Random random = new Random(42);
        String good =
                "{\"a\":[1,-2.5e3,\"x\\n\\u00e9\",true,false,null,{}],\"b\":{\"c\":[]},\"d\":0}";
        List<String> pieces =
                List.of(
                        "\"", "{", "}", "[", "]", ",", ":", "0", "1", ".", "e", "-", "t", "\\",
                        " ");

        for (int i = 0; i < 20_000; i++) {
            int at = random.nextInt(good.length());
            int until = Math.min(good.length(), at + random.nextInt(3));
            String body =
                    good.substring(0, at)
                            + pieces.get(random.nextInt(pieces.size()))
                            + good.substring(until);
            boolean refused = peek(body) instanceof Outcome.Malformed;

            if (refused) {
                assertThrows(JsonProcessingException.class, () -> parser.readTree(body), body);
            } else {
                assertEquals(true, isObject(parser, body), body);
            }
        }
    }

    private static boolean isObject(ObjectMapper parser, String body) {
        try {
            return parser.readTree(body).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static BodyPeek fed(byte[] bytes, int size) {
        BodyPeek peek = new BodyPeek();
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            peek.feed(Arrays.copyOfRange(bytes, at, at + size), length);
        }
        return peek;
    }

    private static Outcome peek(String body) {
        BodyPeek peek = new BodyPeek();
        feed(peek, body.getBytes(UTF_8));
        return peek.end();
    }

    private static Outcome feed(Peek peek, byte[] bytes) {
        return peek.feed(bytes, bytes.length);
    }
}

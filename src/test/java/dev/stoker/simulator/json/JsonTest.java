package dev.stoker.simulator.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void everyKindOfValueIsRead() throws JsonSyntax {
        Json json = Json.parse(" {\"a\" : [1, -2.5e3, \"x\", true, false, null, {}, []]}\n\t\r ");

        assertEquals(
                new Json.Members(
                        Map.of(
                                "a",
                                new Json.Items(
                                        List.of(
                                                new Json.Numeral(1),
                                                new Json.Numeral(-2500),
                                                new Json.Text("x"),
                                                new Json.Truth(true),
                                                new Json.Truth(false),
                                                new Json.Nothing(),
                                                new Json.Members(Map.of()),
                                                new Json.Items(List.of()))))),
                json);
    }

    @Test
    void escapesAreResolved() throws JsonSyntax {
        Json json = Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00 plain\"");

        assertEquals(new Json.Text("\"\\/\b\f\n\r\té😀 plain"), json);
    }

    @Test
    void ofANameThatComesTwiceTheLastValueCounts() throws JsonSyntax {
        Json json = Json.parse("{\"a\":1,\"a\":2}");

        assertEquals(new Json.Members(Map.of("a", new Json.Numeral(2))), json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "[1,]",
                "[,1]",
                "{a:1}",
                "{'a':1}",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "-",
                "--1",
                "NaN",
                "Infinity",
                "tru",
                "True",
                "nul",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "\"a\u0000b\"",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "1 2",
                "{}}",
                "\u00a01",
                "\"\\\n\""
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(JsonSyntax.class, () -> Json.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"model": }     | 10
                    {"a":1]         | 6
                    [1,2,x]         | 5
                    """)
    void aRefusalSaysWhere(String text, int position) {
        JsonSyntax refusal = assertThrows(JsonSyntax.class, () -> Json.parse(text));

        assertEquals(position, refusal.position());
    }

    @Test
    void nestingThatWouldExhaustTheStackIsRefused() {
        String deep = "[".repeat(100_000);

        assertThrows(JsonSyntax.class, () -> Json.parse(deep));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"quoted\" \\ back", "a\nb\r\tc", "\u0001\u001f", "é😀"})
    void whatIsQuotedReadsBackTheSame(String text) throws JsonSyntax {
        Json read = Json.parse(Json.quote(text));

        assertEquals(new Json.Text(text), read);
    }
}

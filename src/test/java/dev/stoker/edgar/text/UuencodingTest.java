package dev.stoker.edgar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuencodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin 644 x\n#8V%T\n`\nend\n",
                "begin 644 x\r\n#8V%T\r\n`\r\nend\r\n",
                "begin 644 x\r#8V%T\rend\r",
                "begins here\nbegin 644 x\n#8V%T`\nend",
            })
    void aWordIsDecoded(String text) {
        assertEquals(Optional.of("cat"), Uuencoding.decode(Span.of(text)).map(Span::text));
    }

    @Test
    void blanksEatenAtTheEndOfALineCountAsZero() {
        Optional<Span> decoded = Uuencoding.decode(Span.of("begin 644 x\n#8V$\nend\n"));

        assertEquals(Optional.of("ca\u0000"), decoded.map(Span::text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beginning of a text",
                "begin 9 x\n#8V%T\nend\n",
                "begin 644 x\n#8V%T\n",
                "begin 644 x\n#8V\u007fT\nend\n",
                ""
            })
    void whatIsNoUuencodingIsNotDecoded(String text) {
        assertTrue(Uuencoding.decode(Span.of(text)).isEmpty());
    }
}

package dev.stoker.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.json.Peek.Outcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormPeekTest {
    private static final String FILE =
            """
            --B1
            Content-Disposition: form-data; name="file"; filename="model"
            Content-Type: audio/wav

            RIFF
            --B

            --B
            """
                    .replace("\n", "\r\n");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Content-Disposition: form-data; name="model"                              | whisper
                    content-disposition: form-data; name=model                                | m/é
                    X-Other: 1~Content-Disposition: form-data; name="model"                   | whisper
                    Content-Disposition: form-data; name="model"~Content-Type: text/plain     | whisper
                    """)
    void theModelIsFoundWhereverItStandsAndHoweverTheFormIsCut(String head, String model) {
        String field = "--B1\r\n" + head.replace("~", "\r\n") + "\r\n\r\n" + model + "\r\n";

        for (String form :
                new String[] {field + FILE + "--B1--\r\n", FILE + field + "--B1--\r\n"}) {
            for (int size = 1; size <= form.length(); size++) {
                assertEquals(new Outcome.Found(model), fed(form, size).end());
            }
        }
    }

    @Test
    void aFieldWithoutAValueNamesTheEmptyModel() {
        String form =
                "--B1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n\r\n--B1--\r\n";

        assertEquals(new Outcome.Found(""), fed(form, 1000).end());
    }

    @Test
    void aFormWithoutAModelIsToldApart() {
        assertEquals(new Outcome.Absent(), fed(FILE + "--B1--\r\n", 7).end());
    }

    @Test
    void aModelWithoutEndIsRefusedBeforeItFillsMemory() {
        String form =
                "--B1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + "x".repeat(5000);

        assertTrue(fed(form, 1000).end() instanceof Outcome.Malformed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=B1",
                "Multipart/Form-Data; charset=utf-8; boundary=\"B1\"; x=1"
            })
    void aFormIsKnownByItsContentType(String contentType) {
        assertTrue(FormPeek.of(contentType).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "",
                "multipart/form-data",
                "multipart/mixed; boundary=B"
            })
    void whatIsNoFormIsNot(String contentType) {
        assertTrue(FormPeek.of(contentType).isEmpty());
    }

    private static Peek fed(String form, int size) {
        Peek peek = FormPeek.of("multipart/form-data; boundary=B1").orElseThrow();
        byte[] bytes = form.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            peek.feed(Arrays.copyOfRange(bytes, at, at + size), length);
        }
        return peek;
    }
}

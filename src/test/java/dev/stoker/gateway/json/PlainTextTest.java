package dev.stoker.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void everyByteIsToldApartAtEveryPlace() {
        for (int value = 0; value < 256; value++) {
            for (int place = 0; place < 20; place++) {
                byte[] bytes = new byte[20];
                Arrays.fill(bytes, (byte) 'x');
                bytes[place] = (byte) value;

                boolean ends = value < ' ' || value == '"' || value == '\\';

                assertEquals(
                        ends ? place : 20, PlainText.end(bytes, 0, bytes.length), "byte " + value);
            }
        }
    }

    @Test
    void theFirstOfManyEndsIsFoundWhateverStandsBehindIt() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                byte[] bytes = {'x', (byte) first, (byte) second, '"', 0, 'x', 'x', 'x', 'x'};

                int expected = ends(first) ? 1 : ends(second) ? 2 : 3;

                assertEquals(expected, PlainText.end(bytes, 0, bytes.length), first + " " + second);
            }
        }
    }

    @Test
    void theSearchBeginsWhereItIsTold() {
        byte[] bytes = "\"xxxxxxxxxx\"xx".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertEquals(0, PlainText.end(bytes, 0, bytes.length));
        assertEquals(11, PlainText.end(bytes, 1, bytes.length));
        assertEquals(14, PlainText.end(bytes, 12, bytes.length));
        assertEquals(14, PlainText.end(bytes, 14, bytes.length));
    }

    private static boolean ends(int value) {
        return value < ' ' || value == '"' || value == '\\';
    }
}

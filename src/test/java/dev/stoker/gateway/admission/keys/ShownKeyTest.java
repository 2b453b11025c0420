package dev.stoker.gateway.admission.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownKeyTest {
    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer abc, abc",
        "authorization, bearer  abc , abc",
        "X-Api-Key, abc, abc",
        "Authorization, Basic abc, ",
        "Authorization, Bearerabc, ",
        "Cookie, abc, "
    })
    void aKeyIsShownAsOpenAisOrAnthropicsClientsDo(String name, String value, String key) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(name, value);

        assertEquals(Optional.ofNullable(key), ShownKey.take(headers));
    }

    @Test
    void neitherHeaderStays() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add("Authorization", "Bearer abc")
                        .add("x-api-key", "def")
                        .add("x-other", "1");

        ShownKey.take(headers);

        assertEquals("[x-other]", headers.names().toString());
    }
}

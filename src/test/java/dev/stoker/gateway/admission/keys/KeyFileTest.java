package dev.stoker.gateway.admission.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final String HASH = KeyHash.of("secret").hex();
    private static final String OTHER = KeyHash.of("other").hex();

    @Test
    void eachLineIsAKeyWithItsLimits() throws InvalidKeys {
        List<ApiKey> keys =
                KeyFile.parse(
                        "keys",
                        List.of(
                                "# who may come in",
                                "",
                                "alice " + HASH,
                                "  night-job\t"
                                        + OTHER
                                        + " concurrency=8 tokens-per-minute=200000 class=batch "));

        assertEquals(List.of("alice", "night-job"), keys.stream().map(ApiKey::name).toList());
        assertEquals(Allowance.UNLIMITED, keys.getFirst().allowance());
        assertEquals(
                new Allowance(OptionalInt.of(8), OptionalLong.of(200_000), true),
                keys.getLast().allowance());
        assertEquals(KeyHash.of("other"), keys.getLast().hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    alice                      | keys:1 a name and a hash expected
                    alice 12ab                 | keys:1 64 hexadecimal digits expected, not 4 characters
                    -x HASH                    | keys:1 a key's name must match [A-Za-z0-9][A-Za-z0-9._-]{0,63}: -x
                    a HASH speed=1             | keys:1 concurrency=, tokens-per-minute= or class= expected, not speed=1
                    a HASH concurrency=0       | keys:1 concurrency must be positive: 0
                    a HASH concurrency=many    | keys:1 a number up to 2147483647 expected, not many
                    a HASH concurrency=9999999999 | keys:1 a number up to 2147483647 expected, not 9999999999
                    a HASH tokens-per-minute=-1 | keys:1 tokens-per-minute must be positive: -1
                    a HASH class=slow          | keys:1 class is interactive or batch, not slow
                    """)
    void aWrongLineIsRefusedWithItsPlace(String line, String problem) {
        InvalidKeys refused =
                assertThrows(
                        InvalidKeys.class,
                        () -> KeyFile.parse("keys", List.of(line.replace("HASH", HASH))));

        assertEquals(problem, refused.getMessage());
    }

    @Test
    void allProblemsAreToldAtOnce() {
        InvalidKeys refused =
                assertThrows(
                        InvalidKeys.class,
                        () ->
                                KeyFile.parse(
                                        "keys",
                                        List.of("a " + HASH, "a " + OTHER, "b " + HASH, "c")));

        assertEquals(
                "keys:2 a second key is named a; keys:3 the key of b stands twice;"
                        + " keys:4 a name and a hash expected",
                refused.getMessage());
    }

    @Test
    void aSecretInThePlaceOfItsHashIsNotRepeatedInTheProblem() {
        InvalidKeys refused =
                assertThrows(
                        InvalidKeys.class,
                        () -> KeyFile.parse("keys", List.of("a sk-stoker-very-secret")));

        assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
    }

    @Test
    void aNewKeyOpensByItsLine() throws InvalidKeys {
        NewKey key = NewKey.of("alice", new java.security.SecureRandom());

        List<ApiKey> read = KeyFile.parse("keys", List.of(key.line()));

        assertEquals(KeyHash.of(key.secret()), read.getFirst().hash());
        assertTrue(key.secret().matches("sk-stoker-[A-Za-z0-9_-]{43}"), key.secret());
        assertFalse((key + " " + read).contains(key.secret()));
    }

    @Test
    void theHashIsThatOfCommonTools() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                KeyHash.of("abc").hex());
    }
}

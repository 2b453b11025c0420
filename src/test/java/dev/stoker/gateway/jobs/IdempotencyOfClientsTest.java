package dev.stoker.gateway.jobs;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stoker.gateway.admission.keys.KeyHash;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two clients who happen to choose the same `Idempotency-Key`.
@QuarkusTest
@TestProfile(IdempotencyOfClientsTest.Profile.class)
class IdempotencyOfClientsTest {
    private static final String ALICE = "alices-secret";
    private static final String BOB = "bobs-secret";

    /// The batch side of the service behind two keys.
    public static final class Profile extends BatchProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stoker.keys.file", keys().toString());
        }

        private static Path keys() {
            try {
                Path file = Files.createTempFile("stoker-keys", ".txt");
                file.toFile().deleteOnExit();
                return Files.writeString(
                        file,
                        "alice %s%nbob %s%n"
                                .formatted(KeyHash.of(ALICE).hex(), KeyHash.of(BOB).hex()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void eachHasAJobOfItsOwnUnderTheSameKey() {
        String alices = submit(ALICE, "nightly", "a").statusCode(202).extract().path("id");

        String bobs = submit(BOB, "nightly", "a").statusCode(202).extract().path("id");

        assertNotEquals(alices, bobs);
        assertEquals(alices, submit(ALICE, "nightly", "a").statusCode(200).extract().path("id"));
    }

    @Test
    void whatAnotherClientSubmittedUnderTheSameKeyIsNoConflict() {
        submit(ALICE, "weekly", "a").statusCode(202);

        submit(BOB, "weekly", "b").statusCode(202);

        submit(ALICE, "weekly", "b").statusCode(422);
    }

    private static ValidatableResponse submit(String secret, String key, String text) {
        return given().header("Authorization", "Bearer " + secret)
                .header(IdempotencyKey.HEADER, key)
                .body("{\"filings\": [{\"text\": \"%s\"}]}".formatted(text))
                .post("/batch/summarize")
                .then();
    }
}

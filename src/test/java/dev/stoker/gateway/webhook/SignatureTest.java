package dev.stoker.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    @Test
    void itIsWhatStandardWebhooksComputes() {
        Signature signature = new Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                signature.of(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64 not base64"})
    void aSecretThatIsNoneIsRefusedAndNotShown(String secret) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new Signature(secret));

        assertEquals(
                "stoker.webhook.secret must be whsec_ and at least 24 bytes in base64",
                refusal.getMessage());
        assertFalse(String.valueOf(refusal.getMessage()).contains("c2hvcnQ"));
    }
}

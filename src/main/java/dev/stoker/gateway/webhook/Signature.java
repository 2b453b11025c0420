package dev.stoker.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages so that their receiver can tell that they are Stoker's and when they were sent.
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;

    private final SecretKeySpec key;

    /// @param secret in base64, `whsec_` before it
    /// @throws IllegalArgumentException when it is none; the message does not show it
    public Signature(String secret) {
        byte[] bytes = decode(secret);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "stoker.webhook.secret must be whsec_ and at least %d bytes in base64"
                            .formatted(SHORTEST));
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] decode(String secret) {
        String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    /// The value of the header `webhook-signature`.
    ///
    /// @param id of the message, the same at every attempt
    public String of(String id, Instant sent, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String signed = id + "." + sent.getEpochSecond() + "." + body;
            byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}

package dev.stoker.gateway.admission.keys;

import java.security.SecureRandom;
import java.util.Base64;

/// A key that did not exist before.
///
/// @param secret for the client; Stoker keeps it nowhere
/// @param line for the key file
public record NewKey(String secret, String line) {
    private static final int BYTES = 32;

    /// @throws IllegalArgumentException for a name that no key may have
    public static NewKey of(String name, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret =
                "sk-stoker-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ApiKey key = new ApiKey(name, KeyHash.of(secret), Allowance.UNLIMITED);
        return new NewKey(secret, key.name() + " " + key.hash().hex());
    }

    /// Without the secret.
    @Override
    public String toString() {
        return line;
    }
}

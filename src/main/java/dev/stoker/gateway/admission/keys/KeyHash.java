package dev.stoker.gateway.admission.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What is kept of a key: its SHA-256.
///
/// A key is 256 random bits, so nobody finds it by trying, and a slow or salted hash would only
/// cost each request.
public final class KeyHash {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final byte[] sha256;

    private KeyHash(byte[] sha256) {
        this.sha256 = sha256;
    }

    public static KeyHash of(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new KeyHash(digest.digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @param hex 64 digits in lower case
    /// @throws IllegalArgumentException for anything else
    static KeyHash parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "64 hexadecimal digits expected, not %d characters".formatted(hex.length()));
        }
        return new KeyHash(HexFormat.of().parseHex(hex));
    }

    /// As it stands in a key file.
    public String hex() {
        return HexFormat.of().formatHex(sha256);
    }

    /// In a time that does not tell how much of it is equal.
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && MessageDigest.isEqual(sha256, hash.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    /// Not the hash: it has no business in logs.
    @Override
    public String toString() {
        return "sha256";
    }
}

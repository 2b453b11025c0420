package dev.stoker.gateway;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of one request in answers, engines and logs.
public final class RequestId {
    /// Where it stands in requests and answers.
    public static final String HEADER = "x-request-id";

    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {}

    /// The client's own, where it gave a usable one, else a new one.
    public static String of(@Nullable String given) {
        return given != null && USABLE.matcher(given).matches() ? given : fresh();
    }

    /// Unique, not secret.
    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "req-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}

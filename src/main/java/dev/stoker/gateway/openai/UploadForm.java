package dev.stoker.gateway.openai;

import dev.stoker.summarize.input.InvalidRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the fields of an upload's form say about its file.
///
/// @param keep how long it is wanted; empty: as long as configured
record UploadForm(String purpose, Optional<Duration> keep) {
    private static final Set<String> PURPOSES = Set.of("batch", "filings", "user_data");
    private static final long SHORTEST = 3_600;
    private static final long LONGEST = 2_592_000;

    /// The form's fields by name.
    interface Fields {
        @Nullable String get(String name);
    }

    /// @throws InvalidRequest when a field is missing or wrong
    static UploadForm read(Fields fields) {
        String purpose = fields.get("purpose");
        if (purpose == null || !PURPOSES.contains(purpose)) {
            throw new InvalidRequest(
                    "purpose",
                    "purpose must be one of %s: %s"
                            .formatted(
                                    PURPOSES.stream().sorted().toList(),
                                    InvalidRequest.shown(String.valueOf(purpose))));
        }
        return new UploadForm(purpose, keep(fields));
    }

    private static Optional<Duration> keep(Fields fields) {
        String anchor = fields.get("expires_after[anchor]");
        if (anchor != null && !anchor.equals("created_at")) {
            throw new InvalidRequest(
                    "expires_after[anchor]",
                    "expires_after[anchor] must be created_at: " + InvalidRequest.shown(anchor));
        }
        return Optional.ofNullable(fields.get("expires_after[seconds]")).map(UploadForm::seconds);
    }

    private static Duration seconds(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= SHORTEST && seconds <= LONGEST) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException _) {
            // told below, with the numbers that are out of range
        }
        throw new InvalidRequest(
                "expires_after[seconds]",
                "expires_after[seconds] must be a whole number from %d to %d: %s"
                        .formatted(SHORTEST, LONGEST, InvalidRequest.shown(text)));
    }
}

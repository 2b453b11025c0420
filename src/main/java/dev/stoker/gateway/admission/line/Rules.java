package dev.stoker.gateway.admission.line;

import dev.stoker.gateway.ApiError;
import java.time.Duration;

/// How lines are run.
///
/// @param longest how many may wait for one model
/// @param patience how long one may wait
/// @param overloadStatus for those that waited in vain
public record Rules(int longest, Duration patience, int overloadStatus) {
    /// @param soonest before that it is no use to come again
    ApiError full(Duration soonest) {
        return ApiError.overloaded(
                overloadStatus,
                "%d requests wait for this model already (stoker.admission.longest-line)."
                        .formatted(longest),
                soonest);
    }

    ApiError tooLong(Duration soonest) {
        return ApiError.overloaded(
                overloadStatus,
                "The request waited %s for its turn (stoker.admission.patience)."
                        .formatted(patience),
                soonest);
    }
}

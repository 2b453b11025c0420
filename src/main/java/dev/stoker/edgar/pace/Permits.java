package dev.stoker.edgar.pace;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Leave to make requests. All who share permits keep one pace and one silence, be they threads or
/// processes.
public interface Permits {
    /// How many requests all together may make in a second.
    int PER_SECOND = 8;

    /// Returns when it is this request's turn.
    ///
    /// @throws IOException when whoever gives leave cannot be asked
    void awaitTurn() throws IOException, InterruptedException;

    /// From now on nobody makes requests for so long; a longer silence that is kept already stays.
    void keepSilence(Duration duration) throws IOException;

    /// Until when no request may be made, if that is not over.
    Optional<Instant> silentUntil() throws IOException;
}

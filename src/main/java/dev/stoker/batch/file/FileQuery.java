package dev.stoker.batch.file;

import dev.stoker.batch.job.FileId;
import java.util.Optional;

/// Which files to list.
///
/// @param after the last one already listed
/// @param newestFirst else the oldest first
public record FileQuery(
        Optional<String> purpose, Optional<FileId> after, boolean newestFirst, int most) {}

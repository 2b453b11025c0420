package dev.stoker.supervisor.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A directory for what nobody else on the machine may read: engines print what clients ask, their
/// configuration may hold keys, and their sockets take orders.
public final class PrivateDirectory {
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateDirectory() {}

    /// Makes it, and those above it, where they are not there yet; what is there stays as it is.
    ///
    /// @throws IOException when it cannot be made
    public static void make(Path directory) throws IOException {
        Files.createDirectories(directory, OWNER_ALONE);
    }
}

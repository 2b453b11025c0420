package dev.stoker.edgar;

import java.io.IOException;

/// A day whose archive is cut off or corrupt. Members before the break have been delivered.
public final class BrokenArchive extends Exception {
    private static final long serialVersionUID = 1;

    BrokenArchive(Object tarball, int membersRead, IOException cause) {
        super(
                "%s broke off after %d members: %s"
                        .formatted(tarball, membersRead, cause.getMessage()),
                cause);
    }
}

package dev.stoker.gateway.admission.keys;

import java.util.List;

/// A key file that cannot be used, with all its problems.
final class InvalidKeys extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidKeys(List<String> problems) {
        super(String.join("; ", problems));
    }
}

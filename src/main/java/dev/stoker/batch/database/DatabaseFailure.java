package dev.stoker.batch.database;

import java.sql.SQLException;

/// The database did not say that it did what it was asked. Nothing of it was kept, unless the
/// connection broke at the very end: between a commit and its answer.
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DATA_EXCEPTION = "22";

    private final boolean ofData;

    DatabaseFailure(SQLException cause) {
        super(
                "database: %s (SQL state %s)".formatted(cause.getMessage(), cause.getSQLState()),
                cause);
        String state = cause.getSQLState();
        this.ofData = state != null && state.startsWith(DATA_EXCEPTION);
    }

    /// A value was refused: the same again would fail again.
    public boolean isOfData() {
        return ofData;
    }
}

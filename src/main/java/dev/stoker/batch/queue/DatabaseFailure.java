package dev.stoker.batch.queue;

import java.sql.SQLException;

/// The database did not do what it was asked; nothing of it was kept.
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailure(SQLException cause) {
        super("database: " + cause.getMessage() + " (SQL state " + cause.getSQLState() + ")", cause);
    }
}

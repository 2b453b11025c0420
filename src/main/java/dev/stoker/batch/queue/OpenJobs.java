package dev.stoker.batch.queue;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// What the unfinished jobs want of this Stoker.
///
/// @param models that they ask for
/// @param unsealed their kinds, as far as their sources are still to be read
public record OpenJobs(Set<String> models, Set<String> unsealed) {
    /// No job is unfinished.
    public static final OpenJobs NONE = new OpenJobs(Set.of(), Set.of());

    public OpenJobs {
        models = Set.copyOf(models);
        unsealed = Set.copyOf(unsealed);
    }

    record Row(String model, String kind, boolean sealed) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getString("model"), row.getString("kind"), row.getBoolean("sealed"));
        }
    }

    static OpenJobs of(List<Row> rows) {
        return new OpenJobs(
                rows.stream().map(Row::model).collect(toUnmodifiableSet()),
                rows.stream()
                        .filter(row -> !row.sealed())
                        .map(Row::kind)
                        .collect(toUnmodifiableSet()));
    }

    public boolean isEmpty() {
        return models.isEmpty();
    }
}

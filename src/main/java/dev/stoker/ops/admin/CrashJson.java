package dev.stoker.ops.admin;

import dev.stoker.supervisor.memory.CrashBundles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kept crashes of an engine; reads their files.
final class CrashJson {
    private static final String SUFFIX = ".txt";
    private static final Pattern NAME = Pattern.compile("[^-]+-(.+)-run\\d+\\.txt");
    private static final Pattern FACT = Pattern.compile("([a-z]+): (.*)");
    private static final Set<String> TOLD = Set.of("at", "cause", "detail");

    private final CrashBundles crashes;

    CrashJson(CrashBundles crashes) {
        this.crashes = crashes;
    }

    /// All that are kept of that engine, newest first.
    ///
    /// @throws IOException when one cannot be read
    JsonArray of(String engine) throws IOException {
        JsonArray list = new JsonArray();
        for (String name : crashes.names()) {
            Optional<String> text = isOf(engine, name) ? crashes.read(name) : Optional.empty();
            text.map(bundle -> crash(name, bundle)).ifPresent(list::add);
        }
        return list;
    }

    /// The whole text of one; empty where that engine has none of that id.
    ///
    /// @throws IOException when it cannot be read
    Optional<String> one(String engine, String id) throws IOException {
        String name = id + SUFFIX;
        return isOf(engine, name) ? crashes.read(name) : Optional.empty();
    }

    private static boolean isOf(String engine, String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() && parts.group(1).equals(engine);
    }

    private static JsonObject crash(String name, String bundle) {
        JsonObject crash =
                new JsonObject().put("id", name.substring(0, name.length() - SUFFIX.length()));
        for (String line : (Iterable<String>) bundle.lines()::iterator) {
            Matcher fact = FACT.matcher(line);
            if (line.isEmpty()) {
                return crash;
            }
            if (fact.matches() && fact.group(1).equals("run")) {
                crash.put("run", Long.valueOf(fact.group(2)));
            } else if (fact.matches() && TOLD.contains(fact.group(1))) {
                crash.put(fact.group(1), fact.group(2));
            }
        }
        return crash;
    }
}

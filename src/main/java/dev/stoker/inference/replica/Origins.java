package dev.stoker.inference.replica;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which engine made which kept answer (`resp_…`), for those who come back for it.
///
/// It lives in memory, as the engines' own stores do, and forgets the oldest.
public final class Origins {
    private static final int MOST = 65_536;

    /// Engines write it first.
    private static final int BEGINNING = 1024;

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(resp_[\\w-]{1,120})\"");

    private final Map<String, String> engines =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                            return size() > MOST;
                        }
                    });

    /// Remembers the engine if that beginning of its answer tells an id.
    public void learn(Buffer beginning, String engine) {
        int length = Math.min(beginning.length(), BEGINNING);
        Matcher id = ID.matcher(new String(beginning.getBytes(0, length), ISO_8859_1));
        if (id.find()) {
            engines.put(id.group(1), engine);
        }
    }

    /// The name of the engine that made it.
    public Optional<String> of(String response) {
        return Optional.ofNullable(engines.get(response));
    }
}

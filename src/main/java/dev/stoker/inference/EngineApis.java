package dev.stoker.inference;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/// Typed clients, one for the current run of each engine.
final class EngineApis {
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 10;

    /// @param endpoint of one run alone: each gets a port of its own, while its number begins again
    ///   when an engine is removed and added anew
    private record Held(URI endpoint, EngineApi api) {}

    private final Map<String, Held> byEngine = new ConcurrentHashMap<>();

    /// Builds the client of a new run and lets go of that of the run before.
    EngineApi of(Route.Serve engine) {
        return byEngine.compute(
                        engine.engine().name(),
                        (_, held) ->
                                held != null && held.endpoint().equals(engine.endpoint())
                                        ? held
                                        : renew(engine, held))
                .api();
    }

    private static Held renew(Route.Serve engine, @Nullable Held old) {
        if (old != null) {
            old.api().close();
        }
        EngineApi api =
                RestClientBuilder.newBuilder()
                        .baseUri(engine.endpoint())
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .build(EngineApi.class);
        return new Held(engine.endpoint(), api);
    }
}

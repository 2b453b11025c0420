package dev.stoker.inference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/// Typed clients, one for the current run of each engine.
final class EngineApis {
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 10;

    private record Held(long run, EngineApi api) {}

    private final Map<String, Held> byEngine = new ConcurrentHashMap<>();

    /// Builds the client of a new run and lets go of that of the run before.
    EngineApi of(Route.Serve engine) {
        return byEngine.compute(
                        engine.engine().name(),
                        (_, held) ->
                                held != null && held.run() == engine.run()
                                        ? held
                                        : renew(engine, held))
                .api();
    }

    private static Held renew(Route.Serve engine, @org.jspecify.annotations.Nullable Held old) {
        if (old != null) {
            old.api().close();
        }
        EngineApi api =
                RestClientBuilder.newBuilder()
                        .baseUri(engine.endpoint())
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .build(EngineApi.class);
        return new Held(engine.run(), api);
    }
}

package dev.stoker.inference;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How Stoker connects to engines, relayed requests and its own alike.
public final class EngineConnections {
    /// uvicorn, under vLLM and SGLang, and llama.cpp's server close a connection that was idle for
    /// 5 s; Stoker must be the first, or a request may cross with the engine's farewell.
    private static final Duration IDLE = Duration.ofSeconds(3);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// More than any engine runs at once: the engine queues, the pool does not.
    private static final int POOL = 16_384;

    private static final int CLEAN_MILLIS = 500;

    private static final int HEADERS = 64 * 1024;

    private final Vertx vertx;
    private @Nullable HttpClient client;

    /// Opened when they are first asked for: an open pool looks for connections to close as often
    /// as that, also where it has none.
    public EngineConnections(Vertx vertx) {
        this.vertx = vertx;
    }

    /// The client of this pool; what breaks is told to the requests that were under way.
    public synchronized HttpClient client() {
        if (client == null) {
            client = open();
        }
        return client;
    }

    private HttpClient open() {
        return vertx.httpClientBuilder()
                .with(options())
                .with(new PoolOptions().setHttp1MaxSize(POOL).setCleanerPeriod(CLEAN_MILLIS))
                .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
                .build();
    }

    /// A request to the engine at that address.
    ///
    /// @param path and query
    public static RequestOptions to(URI endpoint, HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(endpoint.getHost())
                .setPort(endpoint.getPort())
                .setURI(path);
    }

    private static HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions();
        options.setKeepAliveTimeout((int) IDLE.toSeconds())
                .setMaxHeaderSize(HEADERS)
                .setMaxInitialLineLength(HEADERS)
                .setConnectTimeout((int) CONNECT.toMillis())
                .setTcpNoDelay(true)
                .setReuseAddress(true);
        return options;
    }
}

package dev.stoker.inference;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;

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

    private EngineConnections() {}

    /// A client of its own pool; what breaks is told to the requests that were under way.
    public static HttpClient open(Vertx vertx) {
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

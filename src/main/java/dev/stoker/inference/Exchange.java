package dev.stoker.inference;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One request to an engine and its whole answer; its state lives on one event loop.
final class Exchange {
    private final Context loop;
    private final CompletableFuture<EngineAnswer> answer = new CompletableFuture<>();
    private @Nullable HttpClientRequest request;
    private boolean cancelled;

    private Exchange(Context loop) {
        this.loop = loop;
    }

    static Exchange start(Context loop, HttpClient client, RequestOptions options, String body) {
        Exchange exchange = new Exchange(loop);
        loop.runOnContext(_ -> exchange.send(client, options, Buffer.buffer(body)));
        return exchange;
    }

    CompletableFuture<EngineAnswer> answer() {
        return answer;
    }

    /// Closes the connection, which makes the engine stop computing.
    void cancel() {
        loop.runOnContext(_ -> {
            cancelled = true;
            if (request != null) {
                request.reset();
            }
        });
    }

    private void send(HttpClient client, RequestOptions options, Buffer body) {
        if (cancelled) {
            return;
        }
        try {
            client.request(options)
                    .onSuccess(opened -> send(opened, body))
                    .onFailure(answer::completeExceptionally);
        } catch (IllegalStateException closed) {
            // Stoker is stopping; nobody else would tell the caller
            answer.completeExceptionally(closed);
        }
    }

    private void send(HttpClientRequest opened, Buffer body) {
        request = opened;
        opened.exceptionHandler(answer::completeExceptionally);
        if (cancelled) {
            opened.reset();
            return;
        }
        opened.send(body).onSuccess(this::read).onFailure(answer::completeExceptionally);
    }

    private void read(HttpClientResponse response) {
        response.body()
                .onSuccess(body ->
                        answer.complete(new EngineAnswer(response.statusCode(), body.toString())))
                .onFailure(answer::completeExceptionally);
    }
}

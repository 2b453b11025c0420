package dev.stoker.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends one signed message and waits for the receiver's word; redirects are not followed.
public final class SendCallback {
    private final HttpClient client;
    private final Signature signature;
    private final Duration timeout;

    /// @param timeout for one answer
    public SendCallback(Vertx vertx, Signature signature, Duration timeout) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAlive(false)
                                .setConnectTimeout((int) timeout.toMillis()));
        this.signature = signature;
        this.timeout = timeout;
    }

    /// Whatever comes of it, the connection does not outlive the call.
    ///
    /// @param id of the message, the same at every attempt
    /// @return the status of the answer
    /// @throws IOException when none came in time
    public int to(Receiver receiver, String id, String body, Instant now)
            throws IOException, InterruptedException {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        receiver.port(), receiver.address().getHostAddress()))
                        .setHost(receiver.url().getHost())
                        .setPort(receiver.port())
                        .setSsl(receiver.encrypted())
                        .setURI(receiver.target())
                        .putHeader("content-type", "application/json")
                        .putHeader("webhook-id", id)
                        .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .putHeader("webhook-signature", signature.of(id, now, body));
        Future<HttpClientRequest> request = client.request(options);
        try {
            return request.compose(asked -> asked.send(body))
                    .map(HttpClientResponse::statusCode)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout, e);
        } finally {
            // nobody reads what else the receiver sends, and it need not ever end
            request.onSuccess(asked -> asked.connection().close());
        }
    }

    /// Sends nothing more.
    public void close() {
        client.close();
    }
}

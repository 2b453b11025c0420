package dev.stoker.ops.page;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.answer.EndToEndHeaders;
import dev.stoker.ops.admin.AdminAnswers;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Passes requests of the page on to Stoker's own public port, where they are like anybody's: they
/// need a key, are counted, limited and logged.
final class PublicPort {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Supplier<RequestOptions> address;
    private final Vertx vertx;
    private @Nullable HttpClient client;

    /// @param address where the public port listens; asked at each request, since it may listen
    ///   later
    PublicPort(Vertx vertx, Supplier<RequestOptions> address) {
        this.vertx = vertx;
        this.address = address;
    }

    /// Opened when it is first asked for, as few look at the page: an open one has its connections
    /// looked after each second.
    private synchronized HttpClient client() {
        if (client == null) {
            // its own certificate may be for any name
            client =
                    vertx.createHttpClient(
                            new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
        }
        return client;
    }

    /// The management interface has read the whole body before.
    void pass(RoutingContext context) {
        RequestOptions target =
                address.get().setMethod(context.request().method()).setURI(context.request().uri());
        client().request(target)
                .onSuccess(request -> send(context, request))
                .onFailure(trouble -> refuse(context, trouble));
    }

    private static void send(RoutingContext context, HttpClientRequest request) {
        HttpServerResponse response = context.response();
        // a browser that stopped reading stops the engine, too
        response.closeHandler(_ -> request.reset());
        copy(context.request().headers(), request.headers());
        request.headers().remove("content-length").remove("origin");
        Buffer body = context.body().buffer();
        Future<HttpClientResponse> answer =
                body == null || body.length() == 0 ? request.send() : request.send(body);
        answer.compose(told -> pipe(told, response)).onFailure(trouble -> refuse(context, trouble));
    }

    private static Future<Void> pipe(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode());
        copy(answer.headers(), response.headers());
        if (answer.getHeader("content-length") == null) {
            response.setChunked(true);
        }
        return answer.pipeTo(response);
    }

    private static void copy(MultiMap from, MultiMap to) {
        EndToEndHeaders.copy(from, from.get("connection"), to::add);
    }

    private static void refuse(RoutingContext context, Throwable trouble) {
        if (context.response().closed()) {
            return;
        }
        AdminAnswers.refuse(
                context,
                ApiError.tryAgain(
                        "public_port_unreachable",
                        "Stoker's public port did not answer: " + trouble.getMessage(),
                        SOON));
    }
}

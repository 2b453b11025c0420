package dev.stoker.gateway.relay;

import dev.stoker.engine.EngineDialect;
import dev.stoker.gateway.RequestId;
import dev.stoker.gateway.relay.answer.EndToEndHeaders;
import dev.stoker.gateway.relay.fold.StreamedRequest;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.inference.EngineHeaders;
import dev.stoker.inference.replica.Replica;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// What is sent to an engine on an errand; not kept longer than until it is sent, as an answer may
/// take hours.
///
/// @param head what is asked, and with which headers
/// @param body as the engine gets it
record Letter(Errand errand, HttpRequest head, Intake.Beginning body) {
    static Letter to(Replica replica, Parcel parcel, Intake.Beginning asked) {
        EngineDialect dialect = replica.route().engine().dialect();
        String id = EngineHeaders.idAt(dialect, parcel.id());
        Optional<byte[]> streamed = streamed(dialect, parcel, asked);
        Errand errand = new Errand(replica, id, streamed.isPresent());
        Intake.Beginning body = streamed.map(asked::with).orElse(asked);
        return new Letter(errand, head(errand, parcel, body), body);
    }

    private static Optional<byte[]> streamed(
            EngineDialect dialect, Parcel parcel, Intake.Beginning body) {
        return dialect.cancelsOnlyStreams() && body.whole()
                ? StreamedRequest.of(parcel.path().path(), body.held().bytes())
                : Optional.empty();
    }

    private static HttpRequest head(Errand errand, Parcel parcel, Intake.Beginning body) {
        HttpServerRequest request = parcel.request();
        HttpHeaders headers = headers(errand, parcel);
        headers.set("host", errand.authority());
        delimit(headers, request, body);
        return new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, request.method().toNetty(), request.uri(), headers);
    }

    @SuppressWarnings("deprecation") // unchecked headers have no newer constructor of one argument
    private static HttpHeaders headers(Errand errand, Parcel parcel) {
        EngineDialect.RequestHeaders names = errand.replica().route().engine().dialect().headers();
        // Stoker's server has checked names and values
        HttpHeaders headers = new DefaultHttpHeaders(false);
        MultiMap asked = parcel.request().headers();
        EndToEndHeaders.copy(asked, asked.get("connection"), headers::add);
        headers.set(RequestId.HEADER, parcel.id());
        String parent = parcel.visit().trail().traceparent();
        if (!parent.isEmpty()) {
            headers.set("traceparent", parent);
        }
        // only Stoker decides who goes first
        names.priority().ifPresent(headers::remove);
        EngineHeaders.of(names, errand.engineId(), parcel.visit().isBatch()).forEach(headers::set);
        return headers;
    }

    /// Says how long the body is, or that nobody knows.
    private static void delimit(
            HttpHeaders headers, HttpServerRequest request, Intake.Beginning body) {
        int length = body.held().length();
        if (body.whole()) {
            if (length > 0 || request.method().toNetty().equals(HttpMethod.POST)) {
                headers.set("content-length", length);
            }
        } else if (!headers.contains("content-length")) {
            headers.set("transfer-encoding", "chunked");
        }
    }
}

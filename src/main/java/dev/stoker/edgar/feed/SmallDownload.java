package dev.stoker.edgar.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches a file into memory, packed on its way where the server can. Gives up when it has not
/// come whole within `patience`.
public final class SmallDownload implements AutoCloseable {
    private static final String PACKED = "gzip";

    private final HttpClient http;
    private final Duration patience;
    private final int mostBytes;

    /// @param mostBytes of a file, unpacked; what comes after them is not kept
    public SmallDownload(Duration patience, int mostBytes) {
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(patience)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        this.patience = patience;
        this.mostBytes = mostBytes;
    }

    /// @throws IOException when the connection broke or stalled, or the packed file is damaged
    public FeedAnswer<byte[]> fetch(URI file, String userAgent)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(file)
                        .timeout(patience)
                        .header("User-Agent", userAgent)
                        .header("Accept-Encoding", PACKED)
                        .build();
        HttpResponse<KeptBytes> answer = await(http.sendAsync(request, kept()));
        byte[] body = isPacked(answer) ? answer.body().inflated() : answer.body().bytes();
        int status = answer.statusCode();
        return status == 200
                ? new FeedAnswer.Found<>(body)
                : new FeedAnswer.Refused<>(
                        Refusal.of(status, new String(body, StandardCharsets.UTF_8)), status);
    }

    private BodyHandler<KeptBytes> kept() {
        return _ -> {
            KeptBytes kept = new KeptBytes(mostBytes);
            return BodySubscribers.mapping(BodySubscribers.ofByteArrayConsumer(kept), _ -> kept);
        };
    }

    private static boolean isPacked(HttpResponse<KeptBytes> answer) {
        return answer.headers().firstValue("Content-Encoding").filter(PACKED::equals).isPresent();
    }

    private HttpResponse<KeptBytes> await(CompletableFuture<HttpResponse<KeptBytes>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("not whole after " + patience, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

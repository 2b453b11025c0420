package dev.stoker.edgar.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches a tarball into a file as it comes, or the rest of one that was broken off. Gives up when
/// no byte arrives for as long as `patience`.
public final class TarballDownload implements AutoCloseable {
    private static final int NOTHING_LEFT = 416;
    private static final long MOST_PAGE_BYTES = 1 << 20;

    private final HttpClient http;
    private final Duration patience;

    public TarballDownload(Duration patience) {
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(patience)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        this.patience = patience;
    }

    /// Brings `part` nearer to completion; afterwards it holds all that the server sent.
    ///
    /// @throws IOException when the connection broke or stalled; what came is kept in `part`
    public FeedAnswer<Path> fetch(URI tarball, String userAgent, Path part)
            throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(tarball).timeout(patience).header("User-Agent", userAgent);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<String> response =
                await(http.sendAsync(request.build(), into(part, have)), part);
        int status = response.statusCode();
        boolean complete = status == 200 || status == 206 || (status == NOTHING_LEFT && have > 0);
        return complete
                ? new FeedAnswer.Found<>(part)
                : new FeedAnswer.Refused<>(Refusal.of(status, response.body()), status);
    }

    private static BodyHandler<String> into(Path part, long have) {
        return response ->
                switch (response.statusCode()) {
                    case 200 -> toFile(part, StandardOpenOption.TRUNCATE_EXISTING);
                    case 206 -> rest(response, part, have);
                    default ->
                            BodySubscribers.limiting(
                                    BodySubscribers.ofString(UTF_8), MOST_PAGE_BYTES);
                };
    }

    private static BodySubscriber<String> rest(ResponseInfo response, Path part, long have) {
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (!range.startsWith("bytes " + have + "-")) {
            drop(part); // else every try would ask for the same
            throw new IllegalStateException(
                    "asked for bytes from %d, got %s".formatted(have, range));
        }
        return toFile(part, StandardOpenOption.APPEND);
    }

    private static void drop(Path part) {
        try {
            Files.delete(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BodySubscriber<String> toFile(Path part, StandardOpenOption how) {
        return BodySubscribers.mapping(
                BodySubscribers.ofFile(
                        part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how),
                _ -> "");
    }

    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, Path part)
            throws IOException, InterruptedException {
        long seen = -1;
        while (true) {
            try {
                return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                long size = Files.exists(part) ? Files.size(part) : 0;
                if (size == seen) {
                    answer.cancel(true);
                    throw new IOException("no byte came for " + patience, e);
                }
                seen = size;
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getCause()), e.getCause());
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

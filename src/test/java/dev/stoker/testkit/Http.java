package dev.stoker.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Plain requests to a server on this machine.
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    public static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        return get(local(port, path));
    }

    public static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return send(request(address).GET());
    }

    public static HttpResponse<String> post(int port, String path, String body)
            throws IOException, InterruptedException {
        return post(local(port, path), body);
    }

    public static HttpResponse<String> post(URI address, String body)
            throws IOException, InterruptedException {
        return send(
                request(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// The value of one Prometheus series without labels in mind, summed over them.
    public static double metric(int port, String name) throws IOException, InterruptedException {
        return get(port, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static URI local(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

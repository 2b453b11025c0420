package dev.stoker.testkit;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The sample days of real filings behind a static Feed.
public final class SampleFeed implements AutoCloseable {
    public static final List<String> DAYS = List.of("2025-01-02", "2025-01-03", "2025-01-06");

    private final HttpServer server =
            SimpleFileServer.createFileServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Path.of("samples/feed").toAbsolutePath(),
                    OutputLevel.NONE);

    public SampleFeed() {
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

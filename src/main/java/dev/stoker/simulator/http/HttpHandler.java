package dev.stoker.simulator.http;

import java.io.IOException;

/// Answers requests, each on a virtual thread of its own.
@FunctionalInterface
public interface HttpHandler {
    /// Must write one whole answer; is interrupted when the client leaves.
    ///
    /// @throws IOException when the client is gone
    void answer(HttpRequest request, Reply reply) throws IOException, InterruptedException;
}

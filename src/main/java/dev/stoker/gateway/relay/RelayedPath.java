package dev.stoker.gateway.relay;

import java.util.List;
import java.util.stream.Stream;

/// One path of the engines that Stoker passes on; the request's body names the model.
///
/// @param path as clients and engines alike know it; also a label of metrics
public record RelayedPath(String path) {
    /// A new path takes one line here; an engine that lacks it answers 404 by itself.
    public static final List<RelayedPath> ALL =
            Stream.of(
                            "/v1/chat/completions",
                            "/v1/completions",
                            "/v1/responses",
                            "/v1/embeddings",
                            "/v1/rerank",
                            "/rerank",
                            "/v1/score",
                            "/score",
                            "/v1/classify",
                            "/classify",
                            "/pooling",
                            "/tokenize",
                            "/detokenize",
                            "/v1/messages",
                            "/v1/messages/count_tokens")
                    .map(RelayedPath::new)
                    .toList();
}

package dev.stoker.gateway.relay;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/// One path of the engines that Stoker passes on.
///
/// @param path as clients and engines alike know it, with `:id` for what differs; also a label of
///   metrics
/// @param by what says which engine is meant
public record RelayedPath(HttpMethod method, String path, By by) {
    /// What says which engine is meant.
    public enum By {
        /// The body names the model.
        MODEL,
        /// The path names an earlier answer, which one engine keeps.
        ANSWER
    }

    /// A new path takes one line here; an engine that lacks it answers 404.
    static final List<RelayedPath> ALL =
            List.of(
                    post("/v1/chat/completions"),
                    post("/v1/completions"),
                    post("/v1/responses"),
                    new RelayedPath(HttpMethod.GET, "/v1/responses/:id", By.ANSWER),
                    new RelayedPath(HttpMethod.POST, "/v1/responses/:id/cancel", By.ANSWER),
                    post("/v1/embeddings"),
                    post("/v1/rerank"),
                    post("/rerank"),
                    post("/v1/score"),
                    post("/score"),
                    post("/v1/classify"),
                    post("/classify"),
                    post("/pooling"),
                    post("/tokenize"),
                    post("/detokenize"),
                    post("/v1/messages"),
                    post("/v1/messages/count_tokens"),
                    post("/v1/audio/transcriptions"),
                    post("/v1/audio/translations"),
                    post("/v1/audio/speech"));

    /// Paths whose requests are JSON that names a model, and whose answers are text: what a batch
    /// may hold.
    public static List<String> ofBatches() {
        return ALL.stream()
                .filter(path -> path.by() == By.MODEL)
                .map(RelayedPath::path)
                .filter(path -> !path.startsWith("/v1/audio/"))
                .toList();
    }

    private static RelayedPath post(String path) {
        return new RelayedPath(HttpMethod.POST, path, By.MODEL);
    }

    /// Whether engines keep its answers for later.
    boolean makesResponses() {
        return path.equals("/v1/responses");
    }
}

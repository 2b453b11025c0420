package dev.stoker.trace;

import java.net.URI;

/// What is told of each request that goes to an engine.
///
/// @param method of HTTP
/// @param path of the engine's API: `/v1/chat/completions`
/// @param model as it was asked for; may be empty
/// @param provider the kind of the engine: `vllm`
/// @param engine that is asked
public record ModelCall(String method, String path, String model, String provider, Target engine) {
    /// One engine in one of its runs.
    ///
    /// @param run counts its starts
    public record Target(String name, long run, URI address) {}

    /// A part of that span, which is the call.
    public Span in(Span caller) {
        Span span = caller.child(Span.Kind.CLIENT, name());
        if (span.isRecorded()) {
            describe(span);
        }
        return span;
    }

    private void describe(Span span) {
        if (!operation().isEmpty()) {
            span.set(Facts.OPERATION, operation());
        }
        if (!model.isEmpty()) {
            span.set(Facts.MODEL, model);
        }
        span.set(Facts.PROVIDER, provider)
                .set(Facts.METHOD, method)
                .set(Facts.PATH, path)
                .set(Facts.SERVER, engine.address().getHost())
                .set(Facts.PORT, engine.address().getPort())
                .set(Facts.ENGINE, engine.name())
                .set(Facts.RUN, engine.run());
    }

    /// `chat Qwen/Qwen3-8B`, and the path where the conventions have no word for it.
    private String name() {
        return operation().isEmpty() ? method + " " + path : operation() + " " + model;
    }

    private String operation() {
        return switch (path) {
            case "/v1/chat/completions", "/v1/messages", "/v1/responses" -> "chat";
            case "/v1/completions" -> "text_completion";
            case "/v1/embeddings" -> "embeddings";
            default -> "";
        };
    }
}

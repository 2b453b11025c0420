package dev.stoker.gateway.relay.wire;

/// Hears of one request, up to the head of its answer.
public interface Caller {
    void replied(EngineReply reply);

    /// There will be no answer.
    void broke(Throwable cause);

    /// The engine takes more of the request again.
    void drained();
}

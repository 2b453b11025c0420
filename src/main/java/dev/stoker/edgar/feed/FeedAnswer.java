package dev.stoker.edgar.feed;

/// What came of one request.
public sealed interface FeedAnswer<T> {
    /// It was answered.
    record Found<T>(T value) implements FeedAnswer<T> {}

    /// It was refused; `status` is the HTTP status.
    record Refused<T>(Refusal refusal, int status) implements FeedAnswer<T> {}
}

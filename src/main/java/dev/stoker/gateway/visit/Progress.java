package dev.stoker.gateway.visit;

/// How far one request has come, for the access log.
final class Progress {
    private final long arrival = System.nanoTime();
    private String model = "";
    private String engine = "";
    private long firstByte = -1;
    private long end = -1;
    private int status;
    private long passed;
    private long promptTokens = -1;
    private long answerTokens = -1;

    void model(String asked) {
        model = asked;
    }

    void engine(String chosen) {
        engine = chosen;
    }

    void answered(long at) {
        firstByte = at - arrival;
    }

    void passed(long bytes) {
        passed = bytes;
    }

    void used(long prompt, long answer) {
        promptTokens = prompt;
        answerTokens = answer;
    }

    void ended(int with) {
        status = with;
        end = System.nanoTime() - arrival;
    }

    String model() {
        return model;
    }

    String engine() {
        return engine;
    }

    int status() {
        return status;
    }

    /// Bytes of the answer's body that the server did not count.
    long passed() {
        return passed;
    }

    /// From arrival to the end, in nanoseconds.
    long nanos() {
        return end;
    }

    /// From arrival to the first byte of the answer's body, in nanoseconds; negative without one.
    long firstByteNanos() {
        return firstByte;
    }

    /// Negative where the engine did not say.
    long promptTokens() {
        return promptTokens;
    }

    /// Negative where the engine did not say.
    long answerTokens() {
        return answerTokens;
    }
}

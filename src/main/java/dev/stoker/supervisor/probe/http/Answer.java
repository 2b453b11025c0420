package dev.stoker.supervisor.probe.http;

/// What an engine answered.
///
/// @param status 0 when no answer came
/// @param body of the answer; what went wrong when none came
public record Answer(int status, String body) {
    private static final int OK = 200;
    private static final int SHOWN = 200;

    static Answer none(String complaint) {
        return new Answer(0, complaint);
    }

    public boolean isOk() {
        return status == OK;
    }

    /// For people; a long body is cut.
    public String words() {
        String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
        return status == 0 ? "no answer (" + shown + ")" : "%d %s".formatted(status, shown);
    }
}

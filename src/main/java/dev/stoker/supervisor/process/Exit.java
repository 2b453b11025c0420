package dev.stoker.supervisor.process;

/// How the process that was launched ended.
public sealed interface Exit {
    /// It ended by itself, which is a crash when nobody asked for it, 0 included.
    record Code(int code) implements Exit {}

    record Signal(int number) implements Exit {}

    /// It was never there.
    ///
    /// @param reason of the operating system: `No such file or directory`
    record NotStarted(String program, String reason) implements Exit {}

    /// Nobody saw how: its guard died first.
    record Unseen(String reason) implements Exit {}

    /// For people: `exit code 1`, `signal 9 (KILL)`.
    default String words() {
        return switch (this) {
            case Code(int code) -> "exit code " + code;
            case Signal(int number) -> "signal " + number + named(number);
            case NotStarted(String program, String reason) ->
                    "could not start %s: %s".formatted(program, reason);
            case Unseen(String reason) -> reason;
        };
    }

    private static String named(int number) {
        return switch (number) {
            case 4 -> " (ILL)";
            case 6 -> " (ABRT)";
            case 7 -> " (BUS)";
            case 9 -> " (KILL)";
            case 11 -> " (SEGV)";
            case 15 -> " (TERM)";
            default -> "";
        };
    }
}

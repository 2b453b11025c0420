package dev.stoker.simulator;

import java.util.Optional;

/// One misery that the simulator was told to bring about.
sealed interface Fault {
    /// Ends the process with status 1 when all requests together have produced that many tokens.
    record ExitAfterTokens(long tokens) implements Fault {}

    /// Ends the process during start-up.
    record ExitAtStartup(int status) implements Fault {}

    /// Stops computing after that many tokens of all requests; `/health` goes on saying 200.
    record HangAfterTokens(long tokens) implements Fault {}

    /// Goes on serving after a polite signal.
    record IgnoreTerm() implements Fault {}

    /// Leaves a process behind in a session of its own.
    record LeaveGrandchild() implements Fault {}

    /// Sends an error inside each answer after that many of its tokens.
    record ErrorInStream(long tokens) implements Fault {}

    /// Cuts each connection after that many tokens of its answer.
    record DropStream(long tokens) implements Fault {}

    /// Runs out of GPU memory while it loads the weights.
    record OomAtLoad() implements Fault {}

    /// Makes the start-up that many times longer.
    record SlowStart(int times) implements Fault {}

    /// Reads `kind` or `kind=number`.
    ///
    /// @throws IllegalArgumentException when there is no such fault
    static Fault parse(String text) {
        int equals = text.indexOf('=');
        String kind = equals < 0 ? text : text.substring(0, equals);
        Argument argument =
                new Argument(
                        kind,
                        equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
        return switch (kind) {
            case "exit-after-tokens" -> new ExitAfterTokens(argument.number());
            case "exit-at-startup" -> new ExitAtStartup(argument.number());
            case "hang-after-tokens" -> new HangAfterTokens(argument.number());
            case "ignore-term" -> argument.none(new IgnoreTerm());
            case "leave-grandchild" -> argument.none(new LeaveGrandchild());
            case "error-in-stream" -> new ErrorInStream(argument.number());
            case "drop-stream" -> new DropStream(argument.number());
            case "oom-at-load" -> argument.none(new OomAtLoad());
            case "slow-start" -> new SlowStart(argument.number(10));
            default -> throw new IllegalArgumentException("fault has no such kind: " + kind);
        };
    }

    /// What stands behind the `=` of a fault.
    record Argument(String kind, Optional<String> text) {
        int number() {
            return text.map(this::parsed)
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "fault %s needs a number: %s=10".formatted(kind, kind)));
        }

        int number(int otherwise) {
            return text.isEmpty() ? otherwise : number();
        }

        Fault none(Fault fault) {
            if (text.isPresent()) {
                throw new IllegalArgumentException(
                        "fault %s takes no argument: %s".formatted(kind, text.get()));
            }
            return fault;
        }

        private int parsed(String number) {
            try {
                return Integer.parseUnsignedInt(number);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "fault %s needs a whole number: %s".formatted(kind, number), e);
            }
        }
    }
}

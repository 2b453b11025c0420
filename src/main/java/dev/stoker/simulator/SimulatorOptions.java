package dev.stoker.simulator;

import dev.stoker.simulator.pace.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How one simulator behaves.
///
/// @param port 0 takes any free one
/// @param startup from launch to listening
/// @param faults what goes wrong; none in normal use
public record SimulatorOptions(
        int port, Duration startup, ServedModel model, Pace pace, List<Fault> faults) {

    /// The model it claims to serve.
    ///
    /// @param names the first is the model's own, the others aliases
    /// @param context tokens of prompt and answer together
    /// @param answerTokens of an answer that ends by itself, on average
    public record ServedModel(List<String> names, int context, int answerTokens) {
        public ServedModel {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("--model is missing");
            }
        }

        String name() {
            return names.getFirst();
        }
    }

    public SimulatorOptions {
        faults = List.copyOf(faults);
    }

    /// Reads the command line.
    ///
    /// @throws IllegalArgumentException naming the flag that is wrong
    public static SimulatorOptions parse(List<String> arguments) {
        Builder builder = new Builder();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(arguments.get(i) + " needs a value");
            }
            builder.set(arguments.get(i), arguments.get(i + 1));
        }
        return builder.build();
    }

    /// Collects flags in any order.
    private static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private int port = 8000;
        private Duration startup = Duration.ZERO;
        private int context = 16_384;
        private int answerTokens = 64;
        private double prefill;
        private double decode;
        private int maxRunning = 256;

        void set(String flag, String value) {
            try {
                read(flag, value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(flag + " needs a number: " + value, e);
            }
        }

        private void read(String flag, String value) {
            switch (flag) {
                case "--port" -> port = Integer.parseUnsignedInt(value);
                case "--model" -> names.add(value);
                case "--prefill-tokens-per-second" -> prefill = Double.parseDouble(value);
                case "--decode-tokens-per-second" -> decode = Double.parseDouble(value);
                case "--max-running" -> maxRunning = Integer.parseUnsignedInt(value);
                case "--startup" -> startup = duration(flag, value);
                case "--context" -> context = Integer.parseUnsignedInt(value);
                case "--answer-tokens" -> answerTokens = Integer.parseUnsignedInt(value);
                case "--fault" -> faults.add(Fault.parse(value));
                default -> throw new IllegalArgumentException("no such flag: " + flag);
            }
        }

        private static Duration duration(String flag, String value) {
            try {
                return Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException(flag + " needs a duration like 2s: " + value, e);
            }
        }

        SimulatorOptions build() {
            return new SimulatorOptions(
                    port,
                    startup,
                    new ServedModel(names, context, answerTokens),
                    new Pace(prefill, decode, maxRunning),
                    faults);
        }
    }
}

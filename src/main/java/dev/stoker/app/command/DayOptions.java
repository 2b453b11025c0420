package dev.stoker.app.command;

import dev.stoker.edgar.select.LookbackDays;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which days: some by name, a range, or the last ones.
final class DayOptions {
    private static final int MOST_DAYS = 366;

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "a day; may be repeated")
    private List<LocalDate> dates = List.of();

    @Option(names = "--from", paramLabel = "YYYY-MM-DD", description = "first day of a range")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "YYYY-MM-DD", description = "its last day; default: today")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--lookback",
            paramLabel = "DAYS",
            description = "the last days, today (Eastern Time) included")
    private Optional<Integer> lookback = Optional.empty();

    /// @throws ParameterException when no days are meant, or too many
    List<LocalDate> dates(CommandLine command, InstantSource time) {
        check(command);
        LocalDate today = LookbackDays.today(time);
        if (from.isPresent()) {
            return range(command, from.get(), to.orElse(today));
        }
        return lookback.map(days -> LookbackDays.ending(today, days).reversed())
                .orElseGet(() -> dates.stream().distinct().sorted().toList());
    }

    private void check(CommandLine command) {
        long ways =
                Stream.of(!dates.isEmpty(), from.isPresent(), lookback.isPresent())
                        .filter(given -> given)
                        .count();
        if (ways != 1) {
            throw new ParameterException(
                    command, "one of --date, --from and --lookback must be given");
        }
        if (to.isPresent() && from.isEmpty()) {
            throw new ParameterException(command, "--to needs --from");
        }
        lookback.filter(days -> days < 1 || days > MOST_DAYS)
                .ifPresent(days -> {
                    throw new ParameterException(
                            command,
                            "--lookback must be from 1 to %d: %d".formatted(MOST_DAYS, days));
                });
    }

    private static List<LocalDate> range(CommandLine command, LocalDate first, LocalDate last) {
        if (last.isBefore(first) || !last.isBefore(first.plusDays(MOST_DAYS))) {
            throw new ParameterException(
                    command,
                    "--from and --to must span 1 to %d days: %s to %s"
                            .formatted(MOST_DAYS, first, last));
        }
        return first.datesUntil(last.plusDays(1)).toList();
    }
}

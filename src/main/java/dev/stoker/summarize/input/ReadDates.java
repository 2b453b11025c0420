package dev.stoker.summarize.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads which days are meant: a lookback, a list, or a range with both its ends.
final class ReadDates {
    private static final int MOST_DAYS = 366;
    private static final int DEFAULT_LOOKBACK = 5;
    private static final LocalDate FIRST_DAY = LocalDate.of(1993, 1, 1);

    private final LocalDate today;

    ReadDates(LocalDate today) {
        this.today = today;
    }

    /// The days, each once, the earliest first.
    List<LocalDate> from(JsonFields fields) {
        if (fields.has("to") && !fields.has("from")) {
            throw new InvalidRequest("to", "to needs from, the first day of the range");
        }
        if (fields.has("from")) {
            return range(fields);
        }
        return fields.has("dates") ? dates(fields) : lookback(fields);
    }

    private List<LocalDate> range(JsonFields fields) {
        LocalDate first = date("from", fields.text("from").orElseThrow());
        LocalDate last = fields.text("to").map(text -> date("to", text)).orElse(today);
        if (last.isBefore(first)) {
            throw new InvalidRequest(
                    "to", "to is before from: %s is before %s".formatted(last, first));
        }
        List<LocalDate> days = first.datesUntil(last.plusDays(1)).limit(MOST_DAYS + 1L).toList();
        if (days.size() > MOST_DAYS) {
            throw new InvalidRequest(
                    "from",
                    "from and to must span at most %d days: %s to %s"
                            .formatted(MOST_DAYS, first, last));
        }
        return days;
    }

    private List<LocalDate> lookback(JsonFields fields) {
        long days = fields.integer("lookback", 1, MOST_DAYS).orElse(DEFAULT_LOOKBACK);
        return Stream.iterate(today.minusDays(days - 1), day -> day.plusDays(1))
                .limit(days)
                .toList();
    }

    private List<LocalDate> dates(JsonFields fields) {
        List<String> texts = fields.texts("dates");
        if (texts.size() > MOST_DAYS) {
            throw new InvalidRequest(
                    "dates", "dates must hold at most " + MOST_DAYS + " days: " + texts.size());
        }
        List<LocalDate> dates = new ArrayList<>();
        for (String text : texts) {
            dates.add(date("dates[" + dates.size() + "]", text));
        }
        return dates.stream().distinct().sorted().toList();
    }

    private LocalDate date(String place, String text) {
        LocalDate date = parse(place, text);
        if (date.isAfter(today)) {
            throw new InvalidRequest(
                    place,
                    "%s is in the future: %s (today is %s, Eastern Time)"
                            .formatted(place, date, today));
        }
        if (date.isBefore(FIRST_DAY)) {
            throw new InvalidRequest(
                    place, "%s is before EDGAR's first year, 1993: %s".formatted(place, date));
        }
        return date;
    }

    private static LocalDate parse(String place, String text) {
        return parsed(text)
                .orElseThrow(() ->
                        new InvalidRequest(
                                place,
                                "%s must be a date like 2025-01-02: %s"
                                        .formatted(place, InvalidRequest.shown(text))));
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}

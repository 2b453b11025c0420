package dev.stoker.edgar.feed;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;

/// A day's place in the Feed: `2025/QTR1/20250102.nc.tar.gz`.
public record FeedDay(LocalDate date) {
    public int year() {
        return date.getYear();
    }

    public int quarter() {
        return date.get(IsoFields.QUARTER_OF_YEAR);
    }

    public String fileName() {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date) + ".nc.tar.gz";
    }

    public String path() {
        return "%d/QTR%d/%s".formatted(year(), quarter(), fileName());
    }
}

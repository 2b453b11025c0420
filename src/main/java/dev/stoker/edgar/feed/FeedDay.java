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

    /// Of SEC's index of the day, below the Archives: `daily-index/2025/QTR1/master.20250102.idx`.
    public String indexPath() {
        return "daily-index/%d/QTR%d/master.%s.idx"
                .formatted(year(), quarter(), DateTimeFormatter.BASIC_ISO_DATE.format(date));
    }
}

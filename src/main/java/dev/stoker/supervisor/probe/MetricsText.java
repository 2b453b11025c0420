package dev.stoker.supervisor.probe;

import java.util.OptionalDouble;

/// A page in Prometheus' text format.
record MetricsText(String page) {

    /// The sum of a series over all its labels; empty where the page has no such series.
    OptionalDouble sum(String series) {
        double sum = 0;
        boolean found = false;
        for (String line : (Iterable<String>) page.lines()::iterator) {
            if (isOf(series, line)) {
                sum += value(line);
                found = true;
            }
        }
        return found ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    private static boolean isOf(String series, String line) {
        if (!line.startsWith(series) || line.length() == series.length()) {
            return false;
        }
        char next = line.charAt(series.length());
        return next == '{' || next == ' ';
    }

    /// The first word after the labels; a time stamp may follow it.
    private static double value(String line) {
        int from = Math.max(line.lastIndexOf('}') + 1, line.indexOf(' '));
        String[] words = line.substring(from).trim().split(" ", -1);
        try {
            return Double.parseDouble(words[0]);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}

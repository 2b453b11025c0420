package dev.stoker.inference.metrics;

import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/// Finds single figures in a page of Prometheus text, without reading the rest.
public final class PrometheusText {
    private final String page;

    public PrometheusText(String page) {
        this.page = page;
    }

    /// All series of that name added up: an engine may run several copies of its model.
    public OptionalDouble sum(String name) {
        return fold(name, Double::sum);
    }

    /// The largest of all series of that name.
    public OptionalDouble max(String name) {
        return fold(name, Math::max);
    }

    private OptionalDouble fold(String name, DoubleBinaryOperator operator) {
        OptionalDouble folded = OptionalDouble.empty();
        for (int line = 0; line >= 0 && line < page.length(); line = next(line)) {
            OptionalDouble value = value(name, line);
            if (value.isPresent()) {
                double found = value.getAsDouble();
                folded =
                        OptionalDouble.of(
                                folded.isPresent()
                                        ? operator.applyAsDouble(folded.getAsDouble(), found)
                                        : found);
            }
        }
        return folded;
    }

    private int next(int line) {
        int end = page.indexOf('\n', line);
        return end < 0 ? page.length() : end + 1;
    }

    private OptionalDouble value(String name, int line) {
        int at = line + name.length();
        if (!page.startsWith(name, line) || at >= page.length()) {
            return OptionalDouble.empty();
        }
        if (page.charAt(at) == '{') {
            at = endOfLabels(at);
        }
        return at < page.length() && page.charAt(at) == ' '
                ? number(at + 1)
                : OptionalDouble.empty();
    }

    /// A label's value may hold braces, so only a brace outside quotes ends the labels.
    private int endOfLabels(int open) {
        boolean quoted = false;
        for (int i = open + 1; i < page.length(); i++) {
            char c = page.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '\n' || (c == '}' && !quoted)) {
                return i + 1;
            }
        }
        return page.length();
    }

    private OptionalDouble number(int start) {
        int end = start;
        while (end < page.length() && !Character.isWhitespace(page.charAt(end))) {
            end++;
        }
        try {
            double number = Double.parseDouble(page.substring(start, end));
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}

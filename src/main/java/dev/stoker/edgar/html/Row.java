package dev.stoker.edgar.html;

import java.util.ArrayList;
import java.util.List;

/// A row of a table on its way to a line: `Net sales | $383,285 | $394,328`.
///
/// Tables that only place text on the page, with long cells, become a line a cell.
final class Row {
    private static final String BETWEEN = " | ";
    private static final int LONG_CELL = 200;
    private static final String OPENS = "$€£¥(";
    private static final String CLOSES = ")%";

    private final List<Lines> cells = new ArrayList<>();

    void nextCell() {
        cells.add(new Lines());
    }

    /// The cell that is being filled; text before the first one counts as a cell, too.
    Lines cell() {
        if (cells.isEmpty()) {
            nextCell();
        }
        return cells.getLast();
    }

    String line() {
        List<String> texts =
                cells.stream().map(Lines::toString).filter(text -> !text.isEmpty()).toList();
        if (texts.size() == 1 || texts.stream().anyMatch(text -> text.length() > LONG_CELL)) {
            return String.join("\n", texts);
        }
        return joined(texts);
    }

    /// Currency signs, brackets and percent signs often have cells of their own.
    private static String joined(List<String> texts) {
        var line = new StringBuilder();
        boolean glued = true;
        for (String text : texts) {
            glued |= isOneOf(text, CLOSES) || text.equals(")%");
            line.append(glued ? "" : BETWEEN).append(text.replace('\n', ' '));
            glued = isOneOf(text, OPENS) || text.equals("$(");
        }
        return line.toString();
    }

    private static boolean isOneOf(String text, String signs) {
        return text.length() == 1 && signs.contains(text);
    }
}

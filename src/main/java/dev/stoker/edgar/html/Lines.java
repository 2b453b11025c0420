package dev.stoker.edgar.html;

/// Text as it grows: runs of white space become one space, no line is empty.
final class Lines {
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final char ZERO_WIDTH_SPACE = '\u200b';

    private final StringBuilder out = new StringBuilder();
    private boolean spaceDue;

    /// @param asItIs whether its own line breaks and spaces count
    void text(String text, boolean asItIs) {
        if (asItIs) {
            space();
            out.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
    }

    private void character(char here) {
        if (here == ZERO_WIDTH_SPACE) {
            return;
        }
        if (Character.isWhitespace(here) || here == NO_BREAK_SPACE) {
            spaceDue = true;
            return;
        }
        space();
        out.append(here);
    }

    private void space() {
        if (spaceDue && !isAtLineStart()) {
            out.append(' ');
        }
        spaceDue = false;
    }

    void lineBreak() {
        spaceDue = false;
        if (!isAtLineStart()) {
            out.append('\n');
        }
    }

    private boolean isAtLineStart() {
        return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    }

    @Override
    public String toString() {
        return out.toString().strip();
    }
}

package dev.stoker.cli.top;

/// A line of the view.
///
/// @param heading whether it names the columns below it
record Line(String text, boolean heading) {
    static final Line EMPTY = plain("");

    static Line plain(String text) {
        return new Line(text, false);
    }

    static Line heading(String text) {
        return new Line(text, true);
    }
}

package dev.stoker.cli.top;

import java.io.PrintWriter;
import java.util.List;

/// A terminal whose whole window shows one frame at a time, and has its text back afterwards.
///
/// The terminal itself cuts what its window is too small for, so that a window of another size is
/// right with the next frame, and nobody needs to ask how large it is.
final class Screen implements AutoCloseable {
    private static final String ESCAPE = "\u001b[";
    private static final String OTHER_PAGE = ESCAPE + "?1049h";
    private static final String FIRST_PAGE = ESCAPE + "?1049l";
    private static final String NO_CURSOR = ESCAPE + "?25l";
    private static final String CURSOR = ESCAPE + "?25h";
    private static final String CUT_LINES = ESCAPE + "?7l";
    private static final String WRAP_LINES = ESCAPE + "?7h";
    private static final String REVERSE = ESCAPE + "7m";
    private static final String USUAL = ESCAPE + "0m";
    private static final String REST_OF_LINE = ESCAPE + "K";
    private static final String REST_OF_SCREEN = ESCAPE + "J";

    private final PrintWriter out;
    private boolean open = true;

    Screen(PrintWriter out) {
        this.out = out;
        print(OTHER_PAGE + NO_CURSOR + CUT_LINES);
    }

    /// One after the other, each at its own row: a frame longer than the window does not scroll it.
    ///
    /// Guarded like the end, which comes from another thread: nothing is drawn after it.
    synchronized void show(List<Line> frame) {
        if (!open) {
            return;
        }
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < frame.size(); i++) {
            Line line = frame.get(i);
            drawn.append(ESCAPE).append(i + 1).append(";1H");
            drawn.append(
                    line.heading() ? REVERSE + line.text() + REST_OF_LINE + USUAL : line.text());
            drawn.append(REST_OF_LINE);
        }
        print(drawn + REST_OF_SCREEN);
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            print(WRAP_LINES + CURSOR + FIRST_PAGE);
        }
    }

    private void print(String codes) {
        out.print(codes);
        out.flush();
    }
}

package dev.stoker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/// A job's progress: one line that is drawn again on a terminal, a new line now and then elsewhere.
public final class ProgressBar {
    private static final int WIDTH = 30;
    private static final int PLAIN_STEP_PERCENT = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private int drawnWidth;
    private int lastPercent = -PLAIN_STEP_PERCENT;

    /// @param terminal whether a line can be drawn again
    public ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Shows a job as `GET /batch/jobs/{id}` answers it.
    public void show(JsonNode job) {
        JsonNode counts = job.path("counts");
        long total = counts.path("total").asLong();
        long ended = total - counts.path("waiting").asLong() - counts.path("running").asLong();
        int percent = total == 0 ? 0 : (int) (100 * ended / total);
        if (terminal) {
            draw(bar(percent) + facts(job, ended, total));
        } else if (percent >= lastPercent + PLAIN_STEP_PERCENT) {
            lastPercent = percent;
            out.println(facts(job, ended, total).strip());
        }
        out.flush();
    }

    /// Leaves the last line standing.
    public void end() {
        if (terminal && drawnWidth > 0) {
            out.println();
            out.flush();
        }
    }

    private void draw(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
        drawnWidth = line.length();
    }

    private static String bar(int percent) {
        int full = WIDTH * percent / 100;
        return "[" + "█".repeat(full) + "░".repeat(WIDTH - full) + "]";
    }

    private static String facts(JsonNode job, long ended, long total) {
        return String.format(
                Locale.ROOT,
                " %d/%d filings  %,.0f tokens/s  %s",
                ended,
                total,
                job.path("tokens_per_second").asDouble(),
                timeLeft(job.path("seconds_left")));
    }

    private static String timeLeft(JsonNode seconds) {
        if (!seconds.isNumber()) {
            return "time left unknown";
        }
        long left = Math.round(seconds.asDouble());
        return left < 120 ? left + " s left" : left / 60 + " min left";
    }
}

package dev.stoker.app.command;

import dev.stoker.edgar.BrokenArchive;
import dev.stoker.edgar.DayFilings;
import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import dev.stoker.edgar.FeedUnavailable;
import dev.stoker.edgar.FilingLines;
import dev.stoker.edgar.feed.PlainFeedListing;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.select.Wanted;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stoker filings`: what days of the Feed hold, without a service or an engine.
@Command(
        name = "filings",
        description = "Print the filings of some days, one JSON line each.",
        mixinStandardHelpOptions = true)
final class FilingsCommand implements Callable<Integer> {
    private static final long CACHE_BYTES = 20_000_000_000L;

    @Option(
            names = "--feed",
            paramLabel = "URL",
            defaultValue = "https://www.sec.gov/Archives/edgar/Feed",
            description = "default: ${DEFAULT-VALUE}")
    private URI feed = URI.create("https://www.sec.gov/Archives/edgar/Feed");

    @Mixin private DayOptions days = new DayOptions();
    @Mixin private FilterOptions filter = new FilterOptions();

    @Option(names = "--text", description = "print the text itself, too")
    private boolean text;

    @Option(
            names = "--user-agent",
            defaultValue = "${env:SEC_USER_AGENT}",
            description =
                    "who asks, for sec.gov: \"Company Name contact@example.com\"; default: $$SEC_USER_AGENT")
    private Optional<String> userAgent = Optional.empty();

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.stoker/edgar",
            description = "where days are kept; default: ${DEFAULT-VALUE}")
    private Path cache = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        FeedTime time = FeedTime.ofSystem();
        List<LocalDate> dates = days.dates(spec.commandLine(), time);
        Wanted wanted = filter.wanted(spec.commandLine());
        var settings = new FeedSettings(feed, userAgent, cache, CACHE_BYTES);
        try (var listing = new PlainFeedListing(settings.base());
                var client = new FeedClient(settings, listing::quarter, time)) {
            int status = 0;
            for (LocalDate date : dates) {
                status = Math.max(status, print(client, date, wanted));
            }
            return status;
        }
    }

    /// A day that fails is told and does not keep the others from being printed.
    private int print(FeedClient client, LocalDate date, Wanted wanted)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        FilingLines lines = new FilingLines(text);
        try {
            if (!DayFilings.read(client, date, wanted, it -> out.println(lines.line(it)))) {
                err.println("stoker: the Feed has no data for " + date);
            }
            return 0;
        } catch (FeedUnavailable | BrokenArchive e) {
            err.println("stoker: " + e.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }
}

package dev.stoker.edgar.feed;

import dev.stoker.edgar.feed.FeedAnswer.Found;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipException;

/// Brings a day into the cache, over as many tries as it takes: each goes on where the last broke
/// off, and only a whole gzip gets its final name.
public final class DayFetch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DayFetch.class.getName());

    private final DayCache cache;
    private final TarballDownload download;

    public DayFetch(DayCache cache, Duration patience) {
        this.cache = cache;
        this.download = new TarballDownload(patience);
    }

    /// One try.
    ///
    /// @throws IOException when the tarball is not whole yet, so that another try is worth it
    public FeedAnswer<Path> bringNearer(FeedDay day, URI base, String userAgent)
            throws IOException, InterruptedException {
        Path part = cache.part(day);
        long before = Files.exists(part) ? Files.size(part) : 0;
        FeedAnswer<Path> answer = download.fetch(base.resolve(day.path()), userAgent, part);
        return answer instanceof Found ? new Found<>(accepted(day, part, before)) : answer;
    }

    private Path accepted(FeedDay day, Path part, long before) throws IOException {
        switch (GzipCheck.of(part)) {
            case WHOLE -> {}
            case CUT_OFF -> {
                long have = Files.size(part);
                if (have == before) {
                    Files.delete(part); // the server has no more: what we kept is of another file
                }
                throw new EOFException("cut off after %d bytes".formatted(have));
            }
            case CORRUPT -> {
                Files.delete(part);
                throw new ZipException("not a valid gzip file");
            }
        }
        Path tarball = cache.accept(day);
        LOG.log(
                Level.INFO,
                "day downloaded file={0} bytes={1,number,#}",
                tarball,
                Files.size(tarball));
        return tarball;
    }

    @Override
    public void close() {
        download.close();
    }
}

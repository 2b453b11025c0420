package dev.stoker.edgar.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// A body as it comes, up to a limit; what comes after it is passed over.
final class KeptBytes implements Consumer<Optional<byte[]>> {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int most;

    KeptBytes(int most) {
        this.most = most;
    }

    @Override
    public void accept(Optional<byte[]> next) {
        next.ifPresent(bytes -> kept.write(bytes, 0, Math.min(bytes.length, most - kept.size())));
    }

    byte[] bytes() {
        return kept.toByteArray();
    }

    /// @throws IOException when they are no whole gzip
    byte[] inflated() throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes()))) {
            return in.readNBytes(most);
        } catch (EOFException e) {
            if (kept.size() < most) {
                throw e;
            }
            return bytes(); // over the limit even packed: only its length will be looked at
        }
    }
}

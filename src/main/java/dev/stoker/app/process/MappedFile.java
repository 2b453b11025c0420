package dev.stoker.app.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A file that this process has mapped, of which it needs little while it rests.
///
/// @param path without links, as the machine tells it
record MappedFile(Path path) {
    private static final System.Logger LOG = System.getLogger(MappedFile.class.getName());
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int FIELDS = 6; // range, permissions, offset, device, inode, path
    private static final int HEXADECIMAL = 16;

    /// Addresses of this process, up to `end` without it.
    record Range(long begin, long end) {
        static Range parse(String words) {
            int dash = words.indexOf('-');
            return new Range(
                    Long.parseUnsignedLong(words.substring(0, dash), HEXADECIMAL),
                    Long.parseUnsignedLong(words.substring(dash + 1), HEXADECIMAL));
        }
    }

    /// Lets the machine take back the memory of those parts that nobody can write to. Whoever reads
    /// there again gets single pages from the file, so that little returns while little happens.
    /// Nothing happens where the machine does not allow it, as with a file of somebody else's.
    void giveBack() {
        advise(MemoryAdvice.RANDOM, MemoryAdvice.PAGE_OUT);
    }

    /// Much of it is to be read: it returns in larger parts again.
    void expectUse() {
        advise(MemoryAdvice.NORMAL);
    }

    private void advise(MemoryAdvice... advice) {
        try {
            for (Range range : readOnly()) {
                Stream.of(advice).forEach(one -> one.give(range));
            }
        } catch (IOException | RuntimeException unknown) {
            LOG.log(Level.DEBUG, "mapped file kept path=" + path, unknown);
        }
    }

    /// Where it is mapped without a right to write.
    List<Range> readOnly() throws IOException {
        return Files.readAllLines(MAPS).stream()
                .map(line -> line.split("\\s+", FIELDS))
                .filter(fields -> fields.length == FIELDS && fields[5].equals(path.toString()))
                .filter(fields -> fields[1].startsWith("r--"))
                .map(fields -> Range.parse(fields[0]))
                .toList();
    }
}

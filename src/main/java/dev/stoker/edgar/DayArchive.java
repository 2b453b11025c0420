package dev.stoker.edgar;

import dev.stoker.edgar.archive.ArchiveLimits;
import dev.stoker.edgar.archive.Tarball;
import dev.stoker.edgar.archive.TarballMember;
import dev.stoker.edgar.text.TextOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads the day's tarball of the Feed as a stream: inflating in the caller's thread, parsing
/// behind it in others, never more than a few members in memory. Of members of one name the first
/// that is not empty counts.
public final class DayArchive {
    /// Of memory, that a remembered name takes besides its characters.
    private static final int NAME_BYTES = 72;

    static final ArchiveLimits LIMITS = ArchiveLimits.forHeap(Runtime.getRuntime().maxMemory());

    private final Tarball tarball;
    private final ParsingLine line;
    private final ArchiveLimits limits;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> empty = new LinkedHashSet<>();
    private long nameBytes;

    private DayArchive(Tarball tarball, ParsingLine line, ArchiveLimits limits) {
        this.tarball = tarball;
        this.line = line;
        this.limits = limits;
    }

    /// Calls `consumer`, in the caller's thread, once for each `.nc` member in archive order; files
    /// that stay empty come last.
    ///
    /// @throws BrokenArchive when gzip or tar is cut off or corrupt, after the members before the
    ///   break were delivered
    public static void read(Path tarball, Consumer<DayMember> consumer) throws BrokenArchive {
        describe(tarball, TextOptions.USUAL, described -> consumer.accept(described.outcome()));
    }

    /// As `read`, with everything a header says and the text of one's choice.
    public static void describe(
            Path tarball, TextOptions wanted, Consumer<DescribedMember> consumer)
            throws BrokenArchive {
        describe(tarball, wanted, LIMITS, consumer);
    }

    static void describe(
            Path file, TextOptions wanted, ArchiveLimits limits, Consumer<DescribedMember> consumer)
            throws BrokenArchive {
        describe(file, () -> Tarball.open(file, limits), wanted, limits, consumer);
    }

    /// As `describe` of a file, of what a stream brings, which is closed afterwards.
    ///
    /// @param name of the archive, for messages
    public static void describe(
            String name, InputStream bytes, TextOptions wanted, Consumer<DescribedMember> consumer)
            throws BrokenArchive {
        describe(name, () -> Tarball.of(bytes, LIMITS), wanted, LIMITS, consumer);
    }

    private static void describe(
            Object name,
            Opening archive,
            TextOptions wanted,
            ArchiveLimits limits,
            Consumer<DescribedMember> consumer)
            throws BrokenArchive {
        try (ParsingLine line = new ParsingLine(wanted, consumer)) {
            try (Tarball tarball = archive.open()) {
                new DayArchive(tarball, line, limits).readAll();
            } catch (IOException e) {
                line.deliverAll();
                throw new BrokenArchive(name, line.delivered(), e);
            }
            line.deliverAll();
        }
    }

    private interface Opening {
        Tarball open() throws IOException;
    }

    private void readAll() throws IOException {
        Optional<TarballMember> member = tarball.next();
        while (member.isPresent()) {
            read(member.get());
            member = tarball.next();
        }
        empty.removeAll(seen);
        empty.forEach(name -> line.add(DescribedMember.unreadable(name, "empty file")));
    }

    private void read(TarballMember member) throws IOException {
        if (!member.name().endsWith(".nc") || seen.contains(member.name())) {
            tarball.skipRest();
            return;
        }
        if (member.bytes() == 0) {
            remember(member.name(), empty);
            return;
        }
        remember(member.name(), seen);
        if (member.bytes() > limits.memberBytes()) {
            line.add(DescribedMember.unreadable(member.name(), tooLarge(member)));
            tarball.skipRest();
            return;
        }
        line.add(member.name(), member.bytes(), buffer -> tarball.read(buffer, member));
    }

    private void remember(String name, Set<String> names) throws IOException {
        if (!names.add(name)) {
            return;
        }
        nameBytes += name.length() + NAME_BYTES;
        if (nameBytes > limits.nameBytes()) {
            throw new IOException(
                    "its members' names take more than %d bytes".formatted(limits.nameBytes()));
        }
    }

    private String tooLarge(TarballMember member) {
        return "%d bytes, more than the %d a member may have"
                .formatted(member.bytes(), limits.memberBytes());
    }
}

package dev.stoker.edgar;

import dev.stoker.edgar.archive.MemberBuffer;
import dev.stoker.edgar.text.TextOptions;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Members on their way from the archive to the consumer: read in order by one thread, parsed by
/// others, delivered in order by the first. A full line delivers before it takes more.
final class ParsingLine implements AutoCloseable {
    private static final int MOST_MEMBERS = 64;
    private static final long MOST_BYTES = 32L << 20;
    private static final long MOST_BYTES_KEPT = 16L << 20;
    private static final int MOST_THREADS = 4;

    /// How a member gets into its buffer.
    interface Filling {
        void into(MemberBuffer buffer) throws IOException;
    }

    private record Waiting(CompletableFuture<DescribedMember> parsed, MemberBuffer buffer) {}

    private final TextOptions wanted;
    private final Consumer<DescribedMember> consumer;
    private final ExecutorService parsers =
            Executors.newFixedThreadPool(
                    Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
                    Thread.ofPlatform().daemon().name("filing-parser-", 0).factory());
    private final Deque<Waiting> line = new ArrayDeque<>();
    private final Deque<MemberBuffer> kept = new ArrayDeque<>();
    private long bytesInLine;
    private long bytesKept;
    private int delivered;

    ParsingLine(TextOptions wanted, Consumer<DescribedMember> consumer) {
        this.wanted = wanted;
        this.consumer = consumer;
    }

    /// Takes a member of `bytes` as soon as the line has room for it.
    void add(String name, long bytes, Filling filling) throws IOException {
        while (!line.isEmpty()
                && (line.size() >= MOST_MEMBERS || bytesInLine + bytes > MOST_BYTES)) {
            deliverFirst();
        }
        MemberBuffer buffer = takeBuffer();
        filling.into(buffer);
        bytesInLine += buffer.capacity();
        line.add(
                new Waiting(
                        CompletableFuture.supplyAsync(
                                () -> DescribedMember.read(name, buffer, wanted), parsers),
                        buffer));
    }

    /// Delivers everything before it, then what is already known.
    void add(DescribedMember known) {
        deliverAll();
        deliver(known);
    }

    void deliverAll() {
        while (!line.isEmpty()) {
            deliverFirst();
        }
    }

    int delivered() {
        return delivered;
    }

    private void deliverFirst() {
        Waiting first = line.remove();
        DescribedMember member = first.parsed.join();
        bytesInLine -= first.buffer.capacity();
        keep(first.buffer);
        deliver(member);
    }

    private void deliver(DescribedMember member) {
        delivered++;
        consumer.accept(member);
    }

    private MemberBuffer takeBuffer() {
        if (kept.isEmpty()) {
            return new MemberBuffer();
        }
        MemberBuffer buffer = kept.pop();
        bytesKept -= buffer.capacity();
        return buffer;
    }

    private void keep(MemberBuffer buffer) {
        if (bytesKept + buffer.capacity() <= MOST_BYTES_KEPT) {
            kept.push(buffer);
            bytesKept += buffer.capacity();
        }
    }

    @Override
    public void close() {
        parsers.shutdownNow();
    }
}

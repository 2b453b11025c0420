import com.sun.management.OperatingSystemMXBean;
import dev.stoker.edgar.DayArchive;
import dev.stoker.edgar.DayMember;
import dev.stoker.edgar.archive.ArchiveLimits;
import dev.stoker.edgar.archive.Tarball;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/// Reads one day as Stoker does, so many times over, and prints how many texts it gave and the peak
/// of the heap; of several passes, the CPU seconds of the last, and those of reading without parsing.
public final class ReadDay {
    private long texts;
    private long characters;

    public static void main(String[] arguments) throws Exception {
        Path day = Path.of(arguments[0]);
        int passes = Integer.parseInt(arguments[1]);
        ReadDay reading = new ReadDay();
        double started = 0;
        for (int pass = 0; pass < passes; pass++) {
            started = pass == 0 ? 0 : cpuSeconds();
            reading = new ReadDay();
            DayArchive.read(day, reading::count);
        }
        double all = cpuSeconds() - started;
        long heap = peakHeapBytes() >> 20;
        System.out.printf("%d %d; heap %d MB", reading.texts, reading.characters, heap);
        if (passes > 1) {
            System.out.printf(
                    "; last pass %.2f s CPU, without parsing %.2f s", all, walkOnly(day));
        }
        System.out.println();
    }

    private void count(DayMember member) {
        if (member instanceof DayMember.Read read && read.filing().text().isPresent()) {
            String text = read.filing().text().get();
            texts++;
            characters += text.codePointCount(0, text.length());
        }
    }

    private static double walkOnly(Path day) throws Exception {
        double started = cpuSeconds();
        try (Tarball tarball = Tarball.open(day, ArchiveLimits.forHeap(1L << 30))) {
            while (tarball.next().isPresent()) {
                tarball.skipRest();
            }
        }
        return cpuSeconds() - started;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1e9;
    }

    /// The sum of each pool's own peak, so rather too much.
    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}

package dev.stoker.app.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// How little of the heap stays free behind a collection. While there is work, room to grow costs
/// less than collecting again; a service at rest needs none.
final class Spareness {
    private static final List<String> SHARES = List.of("MinHeapFreeRatio", "MaxHeapFreeRatio");
    private static final List<String> AT_REST = List.of("5", "10"); // percent, in the same order

    private final HotSpotDiagnosticMXBean jvm;

    private Spareness(HotSpotDiagnosticMXBean jvm) {
        this.jvm = jvm;
    }

    static Spareness ofThisJvm() {
        return new Spareness(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
    }

    /// The JVM's own shares count again behind it.
    void during(Runnable collection) {
        List<String> usual = shares();
        set(AT_REST);
        try {
            collection.run();
        } finally {
            set(usual);
        }
    }

    /// In percent: the least and the most of the heap that stays free.
    List<String> shares() {
        return SHARES.stream().map(share -> jvm.getVMOption(share).getValue()).toList();
    }

    /// In an order in which the least is never more than the most, which the JVM refuses.
    private void set(List<String> values) {
        if (Integer.parseInt(values.getFirst()) > Integer.parseInt(shares().getLast())) {
            set(1, values);
            set(0, values);
        } else {
            set(0, values);
            set(1, values);
        }
    }

    private void set(int share, List<String> values) {
        jvm.setVMOption(SHARES.get(share), values.get(share));
    }
}

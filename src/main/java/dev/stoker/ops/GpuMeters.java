package dev.stoker.ops;

import dev.stoker.supervisor.gpu.Gpu;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The memory of the machine's GPUs, read now and then: the driver's tool is too slow to be asked
/// at each scrape. Where there is no GPU at the start, none is looked for again.
public final class GpuMeters implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final double MEBIBYTE = 1024.0 * 1024.0;

    private final MultiGauge used;
    private final MultiGauge total;
    private final CountDownLatch closing = new CountDownLatch(1);

    public GpuMeters(MeterRegistry registry) {
        this.used =
                MultiGauge.builder("stoker.gpu.memory.used").baseUnit("bytes").register(registry);
        this.total =
                MultiGauge.builder("stoker.gpu.memory.total").baseUnit("bytes").register(registry);
    }

    /// @param driver lists the GPUs; may take seconds
    public void watch(Supplier<List<Gpu>> driver) {
        Thread.ofVirtual()
                .name("gpu-meters")
                .start(() -> {
                    try {
                        while (show(driver.get())
                                && !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {}
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /// @return whether there was a GPU
    boolean show(List<Gpu> gpus) {
        used.register(gpus.stream().map(gpu -> row(gpu, gpu.used())).toList(), true);
        total.register(gpus.stream().map(gpu -> row(gpu, gpu.memory())).toList(), true);
        return !gpus.isEmpty();
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private static MultiGauge.Row<Number> row(Gpu gpu, long mebibytes) {
        return MultiGauge.Row.of(
                Tags.of("gpu", Integer.toString(gpu.index())), mebibytes * MEBIBYTE);
    }
}

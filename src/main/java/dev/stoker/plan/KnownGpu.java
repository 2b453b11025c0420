package dev.stoker.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// GPUs that can be planned for without having one: what `nvidia-smi` lists as their memory.
public enum KnownGpu {
    A100(81_920),
    B200(183_359),
    H100(81_559),
    H200(143_771),
    L40S(46_068);

    private static final int MIB_SHIFT = 20;

    private final long mebibytes;

    KnownGpu(long mebibytes) {
        this.mebibytes = mebibytes;
    }

    /// @return in bytes
    public long memory() {
        return mebibytes << MIB_SHIFT;
    }

    /// @param name in any case
    public static Optional<KnownGpu> named(String name) {
        return Arrays.stream(values()).filter(gpu -> gpu.name().equalsIgnoreCase(name)).findFirst();
    }

    /// All names, for errors.
    public static String names() {
        return Arrays.stream(values())
                .map(gpu -> gpu.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}

package dev.stoker.edgar.archive;

/// What an archive may ask of us: bytes of one member, and how many times its size it may inflate
/// to.
public record ArchiveLimits(long memberBytes, int ratio) {
    private static final long MOST_MEMBER_BYTES = 200L << 20;
    private static final int USUAL_RATIO = 200;

    public ArchiveLimits {
        if (memberBytes < 1 || ratio < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: %d bytes, ratio %d".formatted(memberBytes, ratio));
        }
    }

    /// 200 MiB a member, or a quarter of the heap where that is less.
    public static ArchiveLimits forHeap(long heapBytes) {
        return new ArchiveLimits(Math.min(MOST_MEMBER_BYTES, heapBytes / 4), USUAL_RATIO);
    }
}

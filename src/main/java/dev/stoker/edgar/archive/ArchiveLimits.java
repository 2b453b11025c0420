package dev.stoker.edgar.archive;

/// What an archive may ask of us: bytes of one member, how many times its size it may inflate to,
/// and bytes of memory for the names of its members.
public record ArchiveLimits(long memberBytes, int ratio, long nameBytes) {
    private static final long MOST_MEMBER_BYTES = 200L << 20;
    private static final int USUAL_RATIO = 200;
    private static final long MOST_NAME_BYTES = 96L << 20;

    public ArchiveLimits {
        if (memberBytes < 1 || ratio < 1 || nameBytes < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: %d bytes, ratio %d, %d bytes of names"
                            .formatted(memberBytes, ratio, nameBytes));
        }
    }

    /// With room for the names of a million members.
    public ArchiveLimits(long memberBytes, int ratio) {
        this(memberBytes, ratio, MOST_NAME_BYTES);
    }

    /// 200 MiB a member, or a quarter of the heap where that is less, and an eighth of it for
    /// names.
    public static ArchiveLimits forHeap(long heapBytes) {
        return new ArchiveLimits(
                Math.min(MOST_MEMBER_BYTES, heapBytes / 4),
                USUAL_RATIO,
                Math.min(MOST_NAME_BYTES, heapBytes / 8));
    }
}

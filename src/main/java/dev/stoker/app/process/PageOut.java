package dev.stoker.app.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// The call to Linux that asks it to reclaim memory now. It changes no content: what was written
/// stays written. Its class is linked when there is something to reclaim, not before.
final class PageOut {
    private static final int MADV_PAGEOUT = 21;
    private static final MethodHandle MADVISE =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("madvise"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

    private PageOut() {}

    /// @return whether the machine knows that call; it may have reclaimed nothing all the same
    static boolean advise(MappedFile.Range range) {
        try {
            long length = range.end() - range.begin();
            return (int) MADVISE.invokeExact(range.begin(), length, MADV_PAGEOUT) == 0;
        } catch (
                Throwable
                        impossible) { // the handle's signature says so, the C function throws none
            throw new IllegalStateException("madvise failed", impossible);
        }
    }
}

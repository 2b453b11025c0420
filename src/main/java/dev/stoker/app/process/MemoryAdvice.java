package dev.stoker.app.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// What Linux may be told about a range of addresses. None of it changes content: what was written
/// stays written. The call is linked when there is something to say: in an executable without a JVM
/// there never is.
enum MemoryAdvice {
    /// What is read there is read with what lies around it, as usual.
    NORMAL(0),
    /// What is read there is read alone.
    RANDOM(1),
    /// Nobody will read there soon: reclaim the memory now.
    PAGE_OUT(21);

    private static @Nullable MethodHandle linked;

    private final int number;

    MemoryAdvice(int number) {
        this.number = number;
    }

    /// @return whether the machine took it; it may have reclaimed nothing all the same
    boolean give(MappedFile.Range range) {
        try {
            long length = range.end() - range.begin();
            return (int) madvise().invokeExact(range.begin(), length, number) == 0;
        } catch (Throwable impossible) { // as the signature fits, and C functions throw nothing
            throw new IllegalStateException("madvise failed", impossible);
        }
    }

    private static synchronized MethodHandle madvise() {
        if (linked == null) {
            Linker linker = Linker.nativeLinker();
            linked =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("madvise"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
        }
        return linked;
    }
}

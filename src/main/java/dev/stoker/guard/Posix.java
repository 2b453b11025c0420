package dev.stoker.guard;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/// The calls to Linux's C library that Java has no word for.
final class Posix {
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;
    private static final int SIG_DFL = 0;
    private static final int SIG_IGN = 1;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int O_RDWR = 2;
    private static final int SPAWN_SETSIGDEF = 0x04;
    private static final int SPAWN_SETSIGMASK = 0x08;
    private static final int SPAWN_SETSID = 0x80;
    private static final long ROOM = 512; // more than any C library's attributes or actions take

    private static final Linker LINKER = Linker.nativeLinker();
    private static final int MOST_ARGUMENTS = 6;

    /// One shape for every function: on 64-bit Linux each argument, number or address, travels in a
    /// register of its own. A handle of its own for each function would double the guard's start.
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG));

    private Posix() {}

    /// Adopts every descendant whose parent dies, instead of losing it to the machine's init.
    static void becomeSubreaper() {
        if (call("prctl", PR_SET_CHILD_SUBREAPER, 1) != 0) {
            throw new IllegalStateException("prctl(PR_SET_CHILD_SUBREAPER) failed");
        }
    }

    /// Leaves the session of the terminal, whose Ctrl-C is meant for Stoker alone.
    static void startSession() {
        call("setsid");
    }

    /// A service manager tells every process to end; the guard must be the last.
    static void ignoreRequestsToEnd() {
        for (int signal : new int[] {SIGHUP, SIGINT, SIGTERM}) {
            call("signal", signal, SIG_IGN);
        }
    }

    static void heedRequestsToEnd() {
        for (int signal : new int[] {SIGINT, SIGTERM}) {
            call("signal", signal, SIG_DFL);
        }
    }

    /// Lets go of standard output, so that its reader sees the end when the engine is gone.
    static void leaveOutputToTheEngine() {
        try (Arena arena = Arena.ofConfined()) {
            call("dup2", call("open", text(arena, "/dev/null"), O_RDWR), 1);
        }
    }

    /// Starts a program in a session of its own, with the guard's environment and directory, both
    /// outputs on standard output, nothing on standard input, and no signal ignored or blocked.
    ///
    /// @return its process id, or the negative error number
    static int spawn(List<String> argv) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pid = arena.allocate(JAVA_INT);
            MemorySegment words = words(arena, argv);
            int failed =
                    call(
                            "posix_spawnp",
                            pid.address(),
                            words.get(ADDRESS, 0).address(),
                            actions(arena),
                            attributes(arena),
                            words.address(),
                            environment());
            return failed == 0 ? pid.get(JAVA_INT, 0) : -failed;
        }
    }

    /// Waits for any child, adopted ones included.
    ///
    /// @param status receives how it ended
    /// @return its process id, or -1 when no descendant is left
    static int awaitChild(MemorySegment status) {
        return call("waitpid", -1, status.address());
    }

    private static long attributes(Arena arena) {
        long attributes = arena.allocate(ROOM).address();
        long everySignal = arena.allocate(ROOM).address();
        call("posix_spawnattr_init", attributes);
        call("sigfillset", everySignal);
        call("posix_spawnattr_setsigdefault", attributes, everySignal);
        call(
                "posix_spawnattr_setflags",
                attributes,
                SPAWN_SETSIGDEF | SPAWN_SETSIGMASK | SPAWN_SETSID);
        return attributes;
    }

    private static long actions(Arena arena) {
        long actions = arena.allocate(ROOM).address();
        call("posix_spawn_file_actions_init", actions);
        call("posix_spawn_file_actions_addopen", actions, 0, text(arena, "/dev/null"), O_RDWR, 0);
        call("posix_spawn_file_actions_adddup2", actions, 1, 2);
        return actions;
    }

    private static MemorySegment words(Arena arena, List<String> argv) {
        MemorySegment words = arena.allocate(ADDRESS, argv.size() + 1L);
        for (int i = 0; i < argv.size(); i++) {
            words.setAtIndex(ADDRESS, i, arena.allocateFrom(argv.get(i)));
        }
        return words;
    }

    private static long text(Arena arena, String text) {
        return arena.allocateFrom(text).address();
    }

    private static long environment() {
        return LINKER.defaultLookup()
                .findOrThrow("environ")
                .reinterpret(ADDRESS.byteSize())
                .get(ADDRESS, 0)
                .address();
    }

    private static int call(String function, long... arguments) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(function);
        long[] all = Arrays.copyOf(arguments, MOST_ARGUMENTS);
        try {
            return (int) CALL.invokeExact(address, all[0], all[1], all[2], all[3], all[4], all[5]);
        } catch (Throwable broken) { // what a method handle declares
            throw new IllegalStateException(function + " could not be called", broken);
        }
    }
}

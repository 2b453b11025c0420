package dev.stoker.testkit;

import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.batch.trace.JobTraces;
import dev.stoker.engine.EngineSpec;
import dev.stoker.inference.EngineAnswer;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import dev.stoker.inference.replica.Replicas;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// An engine in memory that a test holds, kills and revives, and the router that knows it.
public final class ScriptedEngine implements EngineClient {
    private static final Instant START = Instant.EPOCH;

    /// What it says to a call; may [#die] in the middle.
    public interface Script {
        EngineAnswer answer(EngineCall call);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<EngineCall> calls = new ArrayList<>();
    private final EngineSpec spec;
    private final InFlight open = new InFlight();
    private Script script = call -> chat("summary of " + call.body().length() + " characters");
    private EngineState state = new EngineState.Ready(START);
    private Duration latency = Duration.ZERO;
    private int slots = Integer.MAX_VALUE;
    private int chats;
    private boolean held;
    private boolean silent;
    private long run = 1;
    private int running;
    private int waiting;
    private int line;
    private int served;
    private int mostRunning;

    public ScriptedEngine(String... models) {
        this(Engines.spec("simulator", models));
    }

    public ScriptedEngine(EngineSpec spec) {
        this.spec = spec;
    }

    public static EngineAnswer chat(String content) {
        return new EngineAnswer(
                200,
                """
                {"choices":[{"message":{"role":"assistant","content":"%s"}}],
                 "usage":{"prompt_tokens":10,"completion_tokens":2}}\
                """
                        .formatted(content));
    }

    public static EngineAnswer refusal(int status, String message) {
        return new EngineAnswer(status, "{\"error\":{\"message\":\"%s\"}}".formatted(message));
    }

    public EngineRouter router() {
        return new EngineRouter(() -> List.of(snapshot()), InstantSource.fixed(START));
    }

    /// The way to it alone.
    public EngineAccess access() {
        EngineRouter router = router();
        Replicas replicas = new Replicas(router, open, InstantSource.system());
        return new EngineAccess(router, replicas, this, open, JobTraces.OFF);
    }

    /// What Stoker has open there besides a batch: a chat that a test enters comes at once.
    public InFlight open() {
        return open;
    }

    public ScriptedEngine says(Script next) {
        return change(() -> script = next);
    }

    /// Computes so many requests at once; the others wait inside it.
    public ScriptedEngine withSlots(int count) {
        return change(() -> slots = count);
    }

    /// For each answer; changes those under way as well.
    public ScriptedEngine taking(Duration time) {
        return change(() -> latency = time);
    }

    /// Tells nothing of its load.
    public ScriptedEngine silent() {
        return change(() -> silent = true);
    }

    /// Starts no answer until [#resume].
    public ScriptedEngine hold() {
        return change(() -> held = true);
    }

    public ScriptedEngine resume() {
        return change(() -> held = false);
    }

    /// So many requests of others wait inside it.
    public ScriptedEngine withChats(int count) {
        return change(() -> chats = count);
    }

    /// One more chat stands in its line, and gets the next place that becomes free.
    public ScriptedEngine lineUp() {
        return change(() -> line++);
    }

    /// A chat that had a place is answered.
    public ScriptedEngine chatLeft() {
        return change(() -> {
            served--;
            running--;
        });
    }

    /// Chats that have a place.
    public int served() {
        lock.lock();
        try {
            return served;
        } finally {
            lock.unlock();
        }
    }

    /// Breaks every connection and restarts later.
    public ScriptedEngine die() {
        Crash crash = new Crash(CrashCause.UNKNOWN, "killed", START);
        return change(() -> state = new EngineState.BackingOff(crash, START));
    }

    public ScriptedEngine comeBack() {
        return change(() -> {
            run++;
            state = new EngineState.Ready(START);
        });
    }

    public List<EngineCall> calls() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    /// Requests inside it, running or waiting.
    public int inside() {
        lock.lock();
        try {
            return running + waiting;
        } finally {
            lock.unlock();
        }
    }

    /// Requests that have a place.
    public int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    public int mostRunning() {
        lock.lock();
        try {
            return mostRunning;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public EngineAnswer complete(Route.Serve engine, EngineCall call)
            throws EngineUnreachable, InterruptedException {
        enter(engine.run(), call);
        try {
            EngineAnswer answer = script().answer(call);
            compute(engine.run());
            return answer;
        } finally {
            change(() -> running--);
        }
    }

    @Override
    public EngineLoad load(Route.Serve engine) throws EngineUnreachable {
        lock.lock();
        try {
            check(engine.run());
            return silent
                    ? new EngineLoad(
                            OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty())
                    : new EngineLoad(
                            OptionalInt.of(running),
                            OptionalInt.of(waiting + chats + line),
                            OptionalDouble.of(0.5));
        } finally {
            lock.unlock();
        }
    }

    private void enter(long target, EngineCall call)
            throws EngineUnreachable, InterruptedException {
        lock.lockInterruptibly();
        try {
            check(target);
            calls.add(call);
            waiting++;
            try {
                while (held || running >= slots) {
                    changed.await();
                    check(target);
                }
            } finally {
                waiting--;
            }
            running++;
            mostRunning = Math.max(mostRunning, running);
        } finally {
            lock.unlock();
        }
    }

    private void compute(long target) throws EngineUnreachable, InterruptedException {
        lock.lockInterruptibly();
        try {
            long begin = System.nanoTime();
            check(target);
            while (System.nanoTime() - begin < latency.toNanos()) {
                changed.awaitNanos(latency.toNanos() - (System.nanoTime() - begin));
                check(target);
            }
        } finally {
            lock.unlock();
        }
    }

    private Script script() {
        lock.lock();
        try {
            return script;
        } finally {
            lock.unlock();
        }
    }

    private void check(long target) throws EngineUnreachable {
        if (target != run || !(state instanceof EngineState.Ready)) {
            throw new EngineUnreachable("connection reset", new IOException("connection reset"));
        }
    }

    private EngineSnapshot snapshot() {
        lock.lock();
        try {
            return new EngineSnapshot(
                    spec, state, run, Optional.of(URI.create("http://127.0.0.1:1")));
        } finally {
            lock.unlock();
        }
    }

    private ScriptedEngine change(Runnable change) {
        lock.lock();
        try {
            change.run();
            while (line > 0 && running < slots) {
                line--;
                running++;
                served++;
            }
            changed.signalAll();
            return this;
        } finally {
            lock.unlock();
        }
    }
}

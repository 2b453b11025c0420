package dev.stoker.engine.catalog;

import dev.stoker.engine.Operation;
import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.engine.Operation.IdleSettings;
import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.engine.Operation.RestartSettings;
import dev.stoker.engine.yaml.Values;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads `start-timeout`, `drain-timeout`, `health`, `restart` and `idle`.
final class OperationReader {
    private static final Map<String, Action> ACTIONS =
            Stream.of(Action.values()).collect(Collectors.toMap(Action::label, action -> action));

    private OperationReader() {}

    static Operation read(Values top) {
        Operation usual = Operation.DEFAULTS;
        Duration start = top.duration("start-timeout", usual.startTimeout());
        Duration drain = top.durationOrZero("drain-timeout", usual.drainTimeout());
        HealthCheck health = health(new Values(top.section().section("health")));
        RestartSettings restart = restart(new Values(top.section().section("restart")));
        IdleSettings idle = idle(new Values(top.section().section("idle")));
        return top.section().build(() -> new Operation(start, drain, health, restart, idle), usual);
    }

    private static IdleSettings idle(Values values) {
        IdleSettings usual = IdleSettings.DEFAULTS;
        Action action = values.choice("action", ACTIONS).orElse(usual.action());
        Duration after = values.duration("after", usual.after());
        values.section().close();
        return values.section().build(() -> new IdleSettings(action, after), usual);
    }

    private static HealthCheck health(Values values) {
        HealthCheck usual = HealthCheck.DEFAULTS;
        Duration interval = values.duration("interval", usual.interval());
        Duration timeout = values.duration("timeout", usual.timeout());
        Duration hangAfter = values.duration("hang-after", usual.hangAfter());
        values.section().close();
        return values.section().build(() -> new HealthCheck(interval, timeout, hangAfter), usual);
    }

    private static RestartSettings restart(Values values) {
        RestartSettings usual = RestartSettings.DEFAULTS;
        Duration first = values.duration("first-delay", usual.firstDelay());
        Duration max = values.duration("max-delay", usual.maxDelay());
        int crashes = values.notNegative("max-crashes", usual.maxCrashes());
        Duration window = values.duration("window", usual.window());
        Duration stable = values.duration("stable-after", usual.stableAfter());
        values.section().close();
        return values.section()
                .build(() -> new RestartSettings(first, max, crashes, window, stable), usual);
    }
}

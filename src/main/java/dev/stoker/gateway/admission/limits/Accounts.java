package dev.stoker.gateway.admission.limits;

import dev.stoker.gateway.admission.keys.ApiKey;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What all keys use now, by their names, so that a renewed key goes on where the old one was.
public final class Accounts {
    private final InstantSource clock;
    private final Map<String, Account> byName = new ConcurrentHashMap<>();

    public Accounts(InstantSource clock) {
        this.clock = clock;
    }

    /// Takes one request and so many tokens from the key, if it has them.
    ///
    /// @param tokens estimated; [Grant#settle] corrects them
    public Verdict enter(ApiKey key, long tokens) {
        return byName.computeIfAbsent(key.name(), name -> new Account(name, clock))
                .enter(key.allowance(), tokens);
    }
}

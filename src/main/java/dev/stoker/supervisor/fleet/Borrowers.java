package dev.stoker.supervisor.fleet;

import dev.stoker.supervisor.RequestsInFlight;
import java.util.List;
import java.util.Optional;

/// Counts the running engines that map a weight daemon's memory as its requests in flight: a daemon
/// that is stopped drains until the last of them is gone.
///
/// @param requests in flight at engines
record Borrowers(Roster roster, RequestsInFlight requests) implements RequestsInFlight {
    @Override
    public int of(String engine) {
        boolean daemon =
                roster.find(engine).filter(member -> member.described().isDaemon()).isPresent();
        return daemon ? runningFrom(engine).size() : requests.of(engine);
    }

    @Override
    public List<String> ids(String engine) {
        return requests.ids(engine);
    }

    private List<Supervisor> runningFrom(String daemon) {
        return roster.all().stream()
                .filter(member -> member.described().model().keeper().equals(Optional.of(daemon)))
                .filter(member -> member.snapshot().endpoint().isPresent())
                .toList();
    }
}

package dev.stoker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The simulated fleet, by which the manual says how many pods one database carries.
class FleetTest {
    @Test
    void itKeepsToTheRulesOfAnyFleet() throws Exception {
        assumeTrue(Command.exists("python3"), "no Python on this machine");

        Command run =
                Command.run(
                        List.of("python3", "-m", "unittest", "discover", "-s", "bench/fleet"),
                        Map.of("PYTHONDONTWRITEBYTECODE", "1"));

        assertEquals(0, run.status(), run::errors);
    }
}

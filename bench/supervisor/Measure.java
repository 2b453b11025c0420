import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.engine.catalog.InvalidCatalog;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.RequestsInFlight;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Kills and hangs a simulated engine under a real fleet, and prints how soon the fleet noticed:
/// `Measure CLASSES STATE ROUNDS`.
final class Measure {
    private static final Duration HANG_AFTER = Duration.ofSeconds(2);
    private static final long NANOS = 1_000_000;

    private record Seen(StateChange change, long at) {}

    /// The one request that may be under way.
    private static final class Request implements RequestsInFlight {
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
        private volatile int open;

        void begin() {
            open = 1;
            listeners.forEach(Runnable::run);
        }

        void end() {
            open = 0;
        }

        @Override
        public int of(String engine) {
            return open;
        }

        @Override
        public void onArrival(Runnable listener) {
            listeners.add(listener);
        }
    }

    private final Path classes;
    private final Path state;
    private final Request request = new Request();
    private final BlockingQueue<Seen> changes = new LinkedBlockingQueue<>();

    private Measure(Path classes, Path state) {
        this.classes = classes;
        this.state = state;
    }

    public static void main(String[] arguments) throws Exception {
        var measure = new Measure(Path.of(arguments[0]), Path.of(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        measure.deaths(rounds);
        measure.hangs(rounds);
        System.exit(0);
    }

    private void deaths(int rounds) throws Exception {
        List<Long> noticed = new ArrayList<>();
        List<Long> launched = new ArrayList<>();
        try (EngineFleet fleet = fleet("")) {
            fleet.startAll();
            for (int round = -2; round < rounds; round++) { // the first two warm the code up
                await(EngineState.Ready.class::isInstance);
                ProcessHandle engine = simulator();
                long begin = System.nanoTime();
                engine.destroyForcibly();
                long dead = await(EngineState.BackingOff.class::isInstance);
                long again = await(EngineState.Starting.class::isInstance);
                if (round >= 0) {
                    noticed.add((dead - begin) / NANOS);
                    launched.add((again - begin) / NANOS);
                }
            }
            fleet.kill();
        }
        print("exit noticed", noticed);
        print("crash to next launch", launched);
    }

    private void hangs(int rounds) throws Exception {
        List<Long> late = new ArrayList<>();
        changes.clear();
        try (EngineFleet fleet = fleet("  fault: hang-after-tokens=1\n")) {
            fleet.startAll();
            for (int round = -1; round < rounds; round++) {
                await(EngineState.Ready.class::isInstance);
                URI engine = fleet.engines().getFirst().endpoint().orElseThrow();
                request.begin();
                long begin = System.nanoTime();
                ask(engine);
                long hung = await(EngineState.BackingOff.class::isInstance);
                request.end();
                if (round >= 0) {
                    late.add((hung - begin) / NANOS - HANG_AFTER.toMillis());
                }
            }
            fleet.kill();
        }
        print("hang noticed after its limit", late);
    }

    private EngineFleet fleet(String arguments) throws IOException, InvalidCatalog {
        Path file = state.resolve("measured.yaml");
        Files.createDirectories(state);
        Files.writeString(
                file,
                """
                engine: simulator
                model:
                  path: none
                health:
                  hang-after: 2s
                restart:
                  first-delay: 1ms
                  max-delay: 1ms
                  max-crashes: 1000000
                args:
                  answer-tokens: 64
                """
                        + arguments);
        Map<String, String> environment = Map.of("STOKER_PROGRAM_PATH", classes.toString());
        List<EngineSpec> engines =
                new CatalogLoader(environment).load(List.of(file)).engines();
        FleetSettings settings = FleetSettings.usual(state, classes, environment);
        var fleet =
                new EngineFleet(
                        engines,
                        settings,
                        Equipment.real(settings),
                        request,
                        EngineFleet.steadyClock(InstantSource.system()));
        fleet.subscribe(change -> changes.add(new Seen(change, System.nanoTime())));
        return fleet;
    }

    /// When the engine came into such a state.
    private long await(Predicate<EngineState> wanted) throws InterruptedException {
        while (true) {
            Seen seen = changes.poll(2, TimeUnit.MINUTES);
            if (seen == null) {
                throw new IllegalStateException("nothing happened for two minutes");
            }
            if (wanted.test(seen.change().after().state())) {
                return seen.at();
            }
        }
    }

    private static ProcessHandle simulator() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.children().findAny().isEmpty())
                .filter(child -> child.info().commandLine().orElse("").contains("simulator.Simulator"))
                .findFirst()
                .orElseThrow();
    }

    private static void ask(URI engine) {
        String chat =
                "{\"model\":\"measured\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(engine.resolve("/v1/chat/completions"))
                                .POST(HttpRequest.BodyPublishers.ofString(chat))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    private static void print(String what, List<Long> milliseconds) {
        List<Long> sorted = milliseconds.stream().sorted().toList();
        System.out.printf(
                "%-30s min %d  median %d  max %d ms  (n=%d)%n",
                what,
                sorted.getFirst(),
                sorted.get(sorted.size() / 2),
                sorted.getLast(),
                sorted.size());
    }
}

package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills every part at random points of one job: engines, Stokers, their connections, the database.
///
/// A short form runs with the other integration tests; `mvn verify -Pcrash` runs the long one, with
/// `-Dcrash.seed=` the same points again.
class CrashSuiteIT {
    private static final int ITEMS = Integer.getInteger("crash.items", 1_500);
    private static final int KILLS = Integer.getInteger("crash.kills", 3);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @TempDir private Path directory;

    private final Random random = new Random(SEED);

    /// What can be killed.
    private enum Victim {
        ENGINE,
        STOKER,
        DATABASE,
        CONNECTIONS,
        BOTH_STOKERS
    }

    @Test
    void theResultsHoldEveryItemOnceWhateverWasKilled() throws Exception {
        try (PostgresServer database = PostgresServer.start(directory.resolve("postgres"));
                Replica one = new Replica("one", directory, database);
                Replica two = new Replica("two", directory, database)) {
            System.out.printf(
                    "crash suite: seed=%d items=%d kills=%d PostgreSQL %s%n",
                    SEED, ITEMS, KILLS, database.version());
            String job = new JobClient(one.stoker().url()).submit(submission());

            for (int kill = 1; kill <= KILLS; kill++) {
                awaitDone(database, ITEMS * 95L * kill / (100L * (KILLS + 1)));
                kill(kill, database, List.of(one, two));
            }

            JobClient client = new JobClient(two.stoker().url());
            client.awaitAnswer(LIMIT);
            JsonNode ended = client.awaitEnd(job, LIMIT);
            assertEquals("completed", ended.path("state").asText(), ended::toString);
            assertEveryItemOnce(client, job);
        }
    }

    private void kill(int number, PostgresServer database, List<Replica> replicas)
            throws Exception {
        long done = done(database);
        Victim victim =
                number <= Victim.values().length
                        ? Victim.values()[number - 1]
                        : Victim.values()[random.nextInt(Victim.values().length)];
        Replica replica = replicas.get(random.nextInt(replicas.size()));
        System.out.printf("crash suite: kill %d %s at %d items%n", number, victim, done);
        switch (victim) {
            case ENGINE -> replica.killEngine();
            case STOKER -> replica.kill();
            case DATABASE -> database.killAndRestart();
            case CONNECTIONS -> database.sever();
            case BOTH_STOKERS -> {
                for (Replica each : replicas) {
                    each.kill();
                }
            }
        }
    }

    /// A number of items that is not the same for each kill, so that they meet all of a claim's and
    /// a record's moments.
    private void awaitDone(PostgresServer database, long items) throws Exception {
        long wanted = items + random.nextInt(Math.max(1, ITEMS / (4 * KILLS)));
        Eventually.becomes(LIMIT, () -> done(database), done -> done >= wanted);
    }

    private static long done(PostgresServer database) throws Exception {
        return database.number("SELECT coalesce(max(done + failed), 0) FROM job");
    }

    private static void assertEveryItemOnce(JobClient client, String job) {
        List<String> done = keys(client.results(job, "done"));
        List<JsonNode> failed = client.results(job, "failed");

        // An item that was there whenever the engine died is taken for the cause.
        assertTrue(
                failed.stream().allMatch(item -> item.path("error").asText().contains("set aside")),
                failed::toString);
        List<String> all = Stream.concat(done.stream(), keys(failed).stream()).toList();
        Set<String> distinct = new HashSet<>(all);
        assertEquals(all.size(), distinct.size(), "items twice in the results");
        assertEquals(
                new HashSet<>(IntStream.range(0, ITEMS).mapToObj(CrashSuiteIT::key).toList()),
                distinct);
        System.out.printf(
                "crash suite: %d items once each, of them set aside %d%n",
                all.size(), failed.size());
    }

    private static List<String> keys(List<JsonNode> results) {
        return results.stream().map(result -> result.path("accession_number").asText()).toList();
    }

    private static String submission() {
        ObjectNode body = new ObjectMapper().createObjectNode();
        ArrayNode filings = body.putArray("filings");
        for (int i = 0; i < ITEMS; i++) {
            filings.addObject()
                    .put("accession_number", key(i))
                    .put("form", "4")
                    .put("text", "The director of company " + i + " bought a share.");
        }
        return body.toString();
    }

    private static String key(int item) {
        return "0000000001-25-%06d".formatted(item);
    }
}

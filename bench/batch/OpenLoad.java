import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Sends the requests of a finished job to an engine again, all at once and without Stoker:
/// `OpenLoad JDBC-URL JOB ENGINE-URL`. Prints tokens and seconds as JSON.
final class OpenLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong TOKENS = new AtomicLong();

    private OpenLoad() {}

    public static void main(String... arguments) throws Exception {
        List<String> bodies = bodies(arguments[0], UUID.fromString(arguments[1]));
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI engine = URI.create(arguments[2] + "/v1/chat/completions");
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> answers = new ArrayList<>();
            for (String body : bodies) {
                answers.add(threads.submit(() -> ask(client, engine, body)));
            }
            for (Future<?> answer : answers) {
                answer.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "{\"requests\": %d, \"tokens\": %d, \"seconds\": %.3f}%n",
                bodies.size(), TOKENS.get(), seconds);
    }

    private static Void ask(HttpClient client, URI engine, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(engine)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        JsonNode usage =
                JSON.readTree(client.send(request, BodyHandlers.ofString()).body()).path("usage");
        TOKENS.addAndGet(usage.path("total_tokens").asLong());
        return null;
    }

    private static List<String> bodies(String database, UUID job) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT body FROM item WHERE job = ? AND state = 'done' ORDER BY sequence")) {
            query.setObject(1, job);
            List<String> bodies = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    bodies.add(rows.getString(1));
                }
            }
            return bodies;
        }
    }
}

package dev.stoker.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.cli.StokerClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Writes a job's results as they come, each once: after a lost connection it goes on behind the
/// last whole line.
final class ResultFile implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final StokerClient client;
    private final Optional<PrintWriter> out;
    private long cursor;

    private ResultFile(StokerClient client, Optional<PrintWriter> out) {
        this.client = client;
        this.out = out;
    }

    /// @param target a file, `-` for the standard output, or nothing
    static ResultFile open(StokerClient client, Optional<String> target, PrintWriter standard)
            throws IOException {
        if (target.isEmpty()) {
            return new ResultFile(client, Optional.empty());
        }
        PrintWriter out =
                target.get().equals("-")
                        ? standard
                        : new PrintWriter(Files.newBufferedWriter(Path.of(target.get())));
        return new ResultFile(client, Optional.of(out));
    }

    /// Writes those that came since the last call.
    ///
    /// @return whether it saw the end of them; if not, the next call goes on where this one stopped
    boolean fetch(String job) throws IOException, InterruptedException {
        if (out.isEmpty()) {
            return true;
        }
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                client.stream("/batch/jobs/" + job + "/results?after=" + cursor),
                                StandardCharsets.UTF_8))) {
            return copy(lines);
        } catch (StokerClient.Refused no) {
            throw no;
        } catch (IOException lost) {
            return false;
        } finally {
            out.get().flush();
        }
    }

    private boolean copy(BufferedReader lines) throws IOException {
        String line;
        while ((line = lines.readLine()) != null) {
            JsonNode result = json.readTree(line);
            out.orElseThrow().println(line);
            cursor = result.path("cursor").asLong();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (out.isPresent() && out.get().checkError()) {
            throw new IOException("results could not be written");
        }
        out.ifPresent(PrintWriter::close);
    }
}

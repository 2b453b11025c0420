package dev.stoker.supervisor.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lists the GPUs by asking NVIDIA's own tool; a machine without it has none.
public final class NvidiaSmi implements Supplier<List<Gpu>> {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final int PATIENCE_SECONDS = 10;
    private static final int COLUMNS = 3;

    private final String program;

    /// @param program `nvidia-smi`, or a path to it
    public NvidiaSmi(String program) {
        this.program = program;
    }

    @Override
    public List<Gpu> get() {
        try {
            return parse(output());
        } catch (IOException notThere) {
            LOG.log(Level.DEBUG, "no GPU was listed program=" + program, notThere);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private String output() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                program,
                                "--query-gpu=index,memory.total,memory.used",
                                "--format=csv,noheader,nounits")
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        // A broken driver makes the tool hang: reading it must not outlast the patience.
        Thread deadline =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                                    process.destroyForcibly();
                                }
                            } catch (InterruptedException done) {
                                process.destroyForcibly();
                            }
                        });
        try (InputStream printed = process.getInputStream()) {
            return new String(printed.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            deadline.interrupt();
        }
    }

    /// Lines such as `0, 81559, 1234`; the tool's complaints are passed over.
    static List<Gpu> parse(String output) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String[] columns = line.split(",", -1);
            if (columns.length == COLUMNS && columns[0].strip().matches("\\d+")) {
                gpus.add(
                        new Gpu(
                                Integer.parseInt(columns[0].strip()),
                                mebibytes(columns[1]),
                                mebibytes(columns[2])));
            }
        }
        return gpus;
    }

    /// Some GPUs answer `[N/A]`.
    private static long mebibytes(String column) {
        String figure = column.strip();
        return figure.matches("\\d+") ? Long.parseLong(figure) : 0;
    }
}

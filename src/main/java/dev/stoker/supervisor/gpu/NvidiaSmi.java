package dev.stoker.supervisor.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Lists the GPUs and who computes on them by asking NVIDIA's own tool; a machine without it has
/// none.
public final class NvidiaSmi implements GpuDriver {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final int PATIENCE_SECONDS = 10;

    private final String program;

    /// @param program `nvidia-smi`, or a path to it
    public NvidiaSmi(String program) {
        this.program = program;
    }

    @Override
    public List<Gpu> get() {
        return parse(ask("--query-gpu=index,memory.total,memory.used"));
    }

    /// In a container the driver may hide processes, or number them as the host does.
    @Override
    public List<GpuProcess> processes() {
        return parseProcesses(
                ask("--query-gpu=index,uuid"),
                ask("--query-compute-apps=gpu_uuid,pid,process_name,used_memory"));
    }

    private String ask(String query) {
        try {
            return output(query);
        } catch (IOException notThere) {
            LOG.log(Level.DEBUG, "no GPU was listed program=" + program, notThere);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private String output(String query) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(program, query, "--format=csv,noheader,nounits")
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
        for (String[] columns : rows(output, 3)) {
            if (isNumber(columns[0])) {
                gpus.add(
                        new Gpu(
                                Integer.parseInt(columns[0]),
                                mebibytes(columns[1]),
                                mebibytes(columns[2])));
            }
        }
        return gpus;
    }

    /// Lines such as `GPU-1a2b…, 4242, /usr/bin/python3, 68000`.
    ///
    /// @param identities lines such as `0, GPU-1a2b…`
    static List<GpuProcess> parseProcesses(String identities, String output) {
        Map<String, Integer> indexes = new HashMap<>();
        for (String[] columns : rows(identities, 2)) {
            if (isNumber(columns[0])) {
                indexes.put(columns[1], Integer.valueOf(columns[0]));
            }
        }
        List<GpuProcess> processes = new ArrayList<>();
        for (String[] columns : rows(output, 4)) {
            Integer gpu = indexes.get(columns[0]);
            if (gpu != null && isNumber(columns[1])) {
                processes.add(
                        new GpuProcess(
                                gpu,
                                Long.parseLong(columns[1]),
                                columns[2],
                                mebibytes(columns[3])));
            }
        }
        return processes;
    }

    private static List<String[]> rows(String output, int columns) {
        return output.lines()
                .map(line -> line.strip().split("\\s*,\\s*", -1))
                .filter(row -> row.length == columns)
                .toList();
    }

    private static boolean isNumber(String column) {
        return column.matches("\\d{1,18}");
    }

    /// Some GPUs answer `[N/A]`.
    private static long mebibytes(String figure) {
        return isNumber(figure) ? Long.parseLong(figure) : 0;
    }
}

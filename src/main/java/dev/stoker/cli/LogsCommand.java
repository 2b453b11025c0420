package dev.stoker.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stoker logs`: what an engine wrote last, and with `--follow` what it writes.
@Command(
        name = "logs",
        description = "Show the last lines of an engine of a running Stoker.",
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
    private static final String DATA = "data: ";

    @Mixin private Operator operator = new Operator();

    @Option(names = "--follow", description = "stay, and show lines as they come")
    private boolean follow;

    @Parameters(paramLabel = "ENGINE", description = "its name: see stoker engines")
    private String engine = "";

    @Override
    public Integer call() throws InterruptedException {
        return operator.talk((stoker, out) -> {
            String path = "/admin/engines/%s/log?follow=%s".formatted(engine, follow);
            try (InputStream events = stoker.stream(path)) {
                print(events, out);
            }
        });
    }

    static void print(InputStream events, PrintWriter out) throws IOException {
        ObjectMapper json = new ObjectMapper();
        var lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("event: gap")) {
                out.println("stoker: some lines are missing here");
            } else if (line.startsWith(DATA)) {
                String text = json.readTree(line.substring(DATA.length())).path("line").asText();
                if (!text.isEmpty()) {
                    out.println(text);
                }
                out.flush();
            }
        }
    }
}

package dev.stoker.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What `/proc` tells of processes.
public final class Processes {
    private Processes() {}

    /// Its words with blanks between them; empty once it is gone.
    public static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc/" + process.pid() + "/cmdline"),
                            StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    /// Whether it still holds anything: a zombie that nobody has reaped yet does not.
    public static boolean isAlive(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException gone) {
            return false;
        }
    }

    /// All living processes that inherited that variable and value, by id.
    public static List<ProcessHandle> inheriting(String variable, String value) {
        String mark = variable + "=" + value + "\0";
        return ProcessHandle.allProcesses().filter(process -> inherited(process, mark)).toList();
    }

    private static boolean inherited(ProcessHandle process, String mark) {
        try {
            return isAlive(process)
                    && Files.readString(
                                    Path.of("/proc/" + process.pid() + "/environ"),
                                    StandardCharsets.ISO_8859_1)
                            .contains(mark);
        } catch (IOException gone) {
            return false;
        }
    }
}

package dev.stoker.supervisor.flags;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The flags of one release of an engine, without their dashes.
///
/// @param choices by flag; empty where any value goes
public record FlagList(Map<String, Set<String>> choices) {
    /// An option's line in help texts of argparse and of llama.cpp: hardly indented, dashes first.
    private static final Pattern OPTION = Pattern.compile("^ {0,4}(-{1,2}[A-Za-z].*)$");

    private static final Pattern NAME = Pattern.compile("(?<![\\w-])-{1,2}([A-Za-z][\\w.-]*)");
    private static final Pattern CHOICES = Pattern.compile("\\{([^{}\\s]+)}");

    /// Between an option and what it means.
    private static final Pattern MEANING = Pattern.compile("(?<=\\S) {2,}");

    public FlagList {
        choices = Collections.unmodifiableMap(new TreeMap<>(choices));
    }

    /// Reads what an engine prints at `--help`.
    static FlagList ofHelp(String text) {
        Map<String, Set<String>> flags = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher option = OPTION.matcher(line);
            if (option.matches()) {
                read(option.group(1), flags);
            }
        }
        return new FlagList(flags);
    }

    private static void read(String option, Map<String, Set<String>> flags) {
        // llama.cpp sets its columns wide: `-t,    --threads N`
        String names = MEANING.split(option.replaceAll(", +", ", "), 2)[0];
        Matcher choice = CHOICES.matcher(names);
        Set<String> values =
                choice.find() ? new TreeSet<>(List.of(choice.group(1).split(",", -1))) : Set.of();
        Matcher name = NAME.matcher(CHOICES.matcher(names).replaceAll(""));
        while (name.find()) {
            flags.put(name.group(1), values);
        }
    }

    /// Reads what [#lines] wrote.
    static FlagList ofLines(List<String> lines) {
        Map<String, Set<String>> flags = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            flags.put(words[0], words.length == 1 ? Set.of() : Set.of(words[1].split(",", -1)));
        }
        return new FlagList(flags);
    }

    /// One flag a line, its choices behind it.
    List<String> lines() {
        return choices.entrySet().stream()
                .map(flag ->
                        flag.getValue().isEmpty()
                                ? flag.getKey()
                                : flag.getKey()
                                        + " "
                                        + flag.getValue().stream()
                                                .sorted()
                                                .collect(Collectors.joining(",")))
                .toList();
    }

    /// All flags, in order.
    public Set<String> names() {
        return choices.keySet();
    }

    /// @return the flags of this release that the other has not
    Set<String> without(FlagList other) {
        Set<String> more = new TreeSet<>(names());
        more.removeAll(other.names());
        return more;
    }
}

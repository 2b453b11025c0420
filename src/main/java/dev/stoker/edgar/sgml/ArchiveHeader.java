package dev.stoker.edgar.sgml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the header of the Archives' dialect: `LABEL: value` lines whose depth is their number of
/// leading tabs, a label that others are indented under being a section.
final class ArchiveHeader {
    private static final Pattern DOUBLE_NEWLINE = Pattern.compile("\n\n");
    private static final Pattern LABEL_TAG = Pattern.compile("<([A-Z0-9-]+)>(.*)");

    private final Section root = new Section("SEC-HEADER");
    private final List<String> lines;
    private Optional<Section> header = Optional.empty();
    private Optional<Section> subheader = Optional.empty();

    private ArchiveHeader(List<String> lines) {
        this.lines = lines;
    }

    static Section read(String text) {
        String dense = DOUBLE_NEWLINE.matcher(text).replaceAll("\n");
        ArchiveHeader reading = new ArchiveHeader(List.of(dense.split("\n", -1)));
        for (int i = 0; i < reading.lines.size(); i++) {
            reading.line(i);
        }
        return reading.root;
    }

    private void line(int index) {
        String line = lines.get(index);
        if (line.isEmpty()) {
            return;
        }
        if (opensSection(index)) {
            openSection(line);
        } else if (line.strip().startsWith("<")) {
            tag(line);
        } else if (line.indexOf(':') >= 0) {
            value(line);
        }
    }

    private boolean opensSection(int index) {
        String line = lines.get(index);
        int depth = depth(line);
        boolean deeperNext = index + 1 < lines.size() && depth < depth(lines.get(index + 1));
        return deeperNext || (depth == 0 && line.replaceAll("\t+$", "").endsWith(":"));
    }

    private static int depth(String line) {
        int tabs = 0;
        while (tabs < line.length() && line.charAt(tabs) == '\t') {
            tabs++;
        }
        return tabs;
    }

    private void openSection(String line) {
        String name = beforeColon(line.strip());
        if (!line.startsWith("\t")) {
            header = Optional.of(root.add(name));
            subheader = Optional.empty();
            return;
        }
        subheader = header.map(within -> within.replace(name));
    }

    private void tag(String line) {
        var matcher = LABEL_TAG.matcher(line.strip());
        if (matcher.matches()) {
            root.append(matcher.group(1), matcher.group(2));
        }
    }

    private void value(String line) {
        String stripped = line.strip();
        String label = beforeColon(stripped);
        String value = stripped.substring(label.length() + 1).strip();
        if (header.isEmpty()) {
            root.append(label, value);
        } else {
            subheader.ifPresent(within -> within.set(label.strip(), value));
        }
    }

    private static String beforeColon(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }
}

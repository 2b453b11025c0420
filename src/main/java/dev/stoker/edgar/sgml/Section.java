package dev.stoker.edgar.sgml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One section of a header: its values by label, and the sections inside it.
final class Section {
    private final String name;
    private final Map<String, String> values = new HashMap<>();
    private final List<Section> children = new ArrayList<>();

    Section(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Optional<String> value(String label) {
        return Optional.ofNullable(values.get(label));
    }

    Optional<Section> child(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).findFirst();
    }

    List<Section> children() {
        return List.copyOf(children);
    }

    void set(String label, String value) {
        values.put(label, value);
    }

    /// Where a value is given twice the first one counts.
    void setFirst(String label, String value) {
        values.merge(label, value, (first, second) -> first.isEmpty() ? second : first);
    }

    /// Where a value is given twice both count.
    void append(String label, String value) {
        values.merge(label, value, (first, second) -> first + ", " + second);
    }

    Section add(String childName) {
        Section child = new Section(childName);
        children.add(child);
        return child;
    }

    /// The section of that name if there is one, else a new one.
    Section merge(String childName) {
        return child(childName).orElseGet(() -> add(childName));
    }

    /// A new section in place of those of that name.
    Section replace(String childName) {
        children.removeIf(child -> child.name.equals(childName));
        return add(childName);
    }
}

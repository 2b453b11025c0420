package dev.stoker.engine.launch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// An argument list in the making, in the order it is spoken.
public final class Argv {
    private final List<String> words;

    private Argv(List<String> program) {
        words = new ArrayList<>(program);
    }

    public static Argv of(List<String> program) {
        return new Argv(program);
    }

    public Argv add(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    public Argv addIf(boolean wanted, String... more) {
        return wanted ? add(more) : this;
    }

    public Argv option(String name, Object value) {
        return add(name, String.valueOf(value));
    }

    public Argv option(String name, Optional<?> value) {
        value.ifPresent(present -> option(name, present));
        return this;
    }

    public Argv optionIf(boolean wanted, String name, Object value) {
        return wanted ? option(name, value) : this;
    }

    /// Each entry as `--key value`; a list repeats its key.
    public Argv pairs(Map<String, Object> settings) {
        settings.forEach((key, value) -> eachOf(value, one -> option("--" + key, word(one))));
        return this;
    }

    /// As [#pairs], but true is a bare `--key` and false says nothing.
    public Argv flags(Map<String, Object> settings) {
        settings.forEach((key, value) -> eachOf(value, one -> flag("--" + key, one)));
        return this;
    }

    /// As [#flags], but a list follows its key in one breath, as Python's `nargs="+"` wants it.
    public Argv flagsWithLists(Map<String, Object> settings) {
        settings.forEach((key, value) -> {
            if (value instanceof Collection<?> many) {
                add("--" + key).addAll(many);
            } else {
                flag("--" + key, value);
            }
        });
        return this;
    }

    public List<String> words() {
        return List.copyOf(words);
    }

    private void addAll(Collection<?> values) {
        values.forEach(value -> words.add(word(value)));
    }

    private void flag(String name, Object value) {
        if (value instanceof Boolean wanted) {
            addIf(wanted, name);
            return;
        }
        option(name, word(value));
    }

    private static void eachOf(Object value, Consumer<Object> action) {
        if (value instanceof Collection<?> many) {
            many.forEach(action);
            return;
        }
        action.accept(value);
    }

    private static String word(Object value) {
        return value instanceof Map<?, ?> map ? Settings.json(map) : String.valueOf(value);
    }
}

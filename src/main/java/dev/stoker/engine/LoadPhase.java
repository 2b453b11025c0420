package dev.stoker.engine;

import java.util.regex.Pattern;

/// One stage of an engine's start, recognised by a log line.
///
/// @param name for people: `loading weights`
/// @param line found anywhere in a log line when the stage begins
/// @param percent of a usual start that has then passed: 0 to 100
public record LoadPhase(String name, Pattern line, int percent) {

    static LoadPhase of(int percent, String name, String line) {
        return new LoadPhase(name, Pattern.compile(line), percent);
    }
}

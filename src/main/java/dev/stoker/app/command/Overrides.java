package dev.stoker.app.command;

/// Options of the command line as settings, so that there is one way in for both.
final class Overrides {
    private Overrides() {}

    static void set(String key, Object value) {
        System.setProperty(key, value.toString());
    }
}

package dev.stoker.simulator.json;

/// A text is not JSON; says where it stops being so.
public final class JsonSyntax extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    JsonSyntax(String expected, int position) {
        super("%s at character %d".formatted(expected, position));
        this.position = position;
    }

    /// Characters before the first wrong one.
    public int position() {
        return position;
    }
}

package dev.stoker.edgar.text;

/// What a text was made of.
public enum TextKind {
    XML,
    HTML,
    PLAIN
}

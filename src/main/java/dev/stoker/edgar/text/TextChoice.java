package dev.stoker.edgar.text;

/// Which document of a filing is taken for its text.
public enum TextChoice {
    /// The primary XML document; a filing without one has no text.
    XML,
    /// The primary XML document, or else the main document, be it HTML or plain text.
    BEST
}

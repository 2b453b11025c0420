package dev.stoker.edgar.select;

import dev.stoker.edgar.text.TextOptions;

/// Which filings somebody wants, and which text of them.
public record Wanted(FilingFilter filter, TextOptions text) {
    /// Every filing, the text of its primary XML document.
    public static final Wanted USUAL = new Wanted(FilingFilter.ALL, TextOptions.USUAL);
}

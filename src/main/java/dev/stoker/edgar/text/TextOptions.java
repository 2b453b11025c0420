package dev.stoker.edgar.text;

/// Which text of a filing is wanted, and how much of it.
///
/// @param characters (code points) that are kept: of a longer text 13 parts of its beginning and 2
///   of its end, with a mark between them that does not count
public record TextOptions(TextChoice choice, int characters) {
    public static final int USUAL_CHARACTERS = 15_000;

    /// The XML alone, 13,000 characters of its beginning and 2,000 of its end.
    public static final TextOptions USUAL = new TextOptions(TextChoice.XML, USUAL_CHARACTERS);

    private static final int MOST_CHARACTERS = 2_000_000;
    private static final int PARTS = 15;
    private static final int PARTS_OF_HEAD = 13;

    public TextOptions {
        if (characters < PARTS || characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "characters must be from %d to %d: %d"
                            .formatted(PARTS, MOST_CHARACTERS, characters));
        }
    }

    /// Characters of the beginning.
    public int head() {
        return (int) ((long) characters * PARTS_OF_HEAD / PARTS);
    }

    /// Characters of the end.
    public int tail() {
        return characters - head();
    }
}

package dev.stoker.summarize.input;

/// A request that cannot be carried out as it is written; nothing of it was begun.
public final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT = 80;

    private final String param;

    /// @param param where: `filings[3].text`; empty for the request as a whole
    /// @param message what is wrong, and the value
    public InvalidRequest(String param, String message) {
        super(message);
        this.param = param;
    }

    public String param() {
        return param;
    }

    /// A value as a message shows it: whole, unless it is long.
    public static String shown(Object value) {
        String text = value.toString();
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
}

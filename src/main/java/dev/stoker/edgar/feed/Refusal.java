package dev.stoker.edgar.feed;

/// What an answer other than success means. The SEC says several things with a 403, told apart by
/// the page that comes with it.
public enum Refusal {
    /// There is no such file.
    MISSING,
    /// Too many requests; each further one prolongs the block.
    TOO_FAST,
    /// The User-Agent does not say who asks.
    UNDECLARED,
    /// A fault that may pass by itself.
    PASSING,
    /// Refused without a reason we know; a folder that does not exist answers so.
    DENIED;

    static Refusal of(int status, String page) {
        return switch (status) {
            case 404, 410 -> MISSING;
            case 429 -> TOO_FAST;
            case 403 -> ofForbidden(page);
            case 408, 425, 500, 502, 503, 504 -> PASSING;
            default -> DENIED;
        };
    }

    private static Refusal ofForbidden(String page) {
        if (page.contains("Request Rate Threshold Exceeded")) {
            return TOO_FAST;
        }
        return page.contains("Undeclared Automated Tool") ? UNDECLARED : DENIED;
    }
}

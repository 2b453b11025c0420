package dev.stoker.gateway.json;

/// Follows one JSON number, character by character.
final class JsonNumber {
    private enum Part {
        SIGN,
        ZERO,
        WHOLE,
        POINT,
        FRACTION,
        E,
        EXPONENT_SIGN,
        EXPONENT
    }

    private Part part = Part.SIGN;

    boolean begins(byte b) {
        return b == '-' ? to(Part.SIGN) : firstDigit(b);
    }

    boolean goesOn(byte b) {
        return switch (part) {
            case SIGN -> firstDigit(b);
            case ZERO -> pointOrExponent(b);
            case WHOLE -> isDigit(b) || pointOrExponent(b);
            case POINT -> isDigit(b) && to(Part.FRACTION);
            case FRACTION -> isDigit(b) || exponent(b);
            case E -> (b == '+' || b == '-') ? to(Part.EXPONENT_SIGN) : exponentDigit(b);
            case EXPONENT_SIGN, EXPONENT -> exponentDigit(b);
        };
    }

    boolean mayEnd() {
        return switch (part) {
            case ZERO, WHOLE, FRACTION, EXPONENT -> true;
            case SIGN, POINT, E, EXPONENT_SIGN -> false;
        };
    }

    private boolean firstDigit(byte b) {
        return b == '0' ? to(Part.ZERO) : isDigit(b) && to(Part.WHOLE);
    }

    private boolean pointOrExponent(byte b) {
        return b == '.' ? to(Part.POINT) : exponent(b);
    }

    private boolean exponent(byte b) {
        return (b == 'e' || b == 'E') && to(Part.E);
    }

    private boolean exponentDigit(byte b) {
        return isDigit(b) && to(Part.EXPONENT);
    }

    private boolean to(Part next) {
        part = next;
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}

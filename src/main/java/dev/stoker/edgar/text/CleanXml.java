package dev.stoker.edgar.text;

/// XML made short for a reader: no declaration, no `xmlns` attributes, lines end with LF, and
/// between two tags stands exactly one newline. Comments and CDATA get no special treatment.
final class CleanXml {
    private static final byte[] XMLNS = {'x', 'm', 'l', 'n', 's'};
    private static final byte[] DECLARATION = {'<', '?', 'x', 'm', 'l'};

    private final byte[] in;
    private final int end;
    private int at;
    private final byte[] out;
    private int length;

    private CleanXml(Span xml) {
        this.in = xml.data();
        this.end = xml.to();
        this.at = xml.from();
        // each `><` grows by one newline, so two bytes may become three
        this.out = new byte[(end - at) + (end - at) / 2 + 1];
    }

    /// Cleans what stands behind the declaration.
    static Span body(Span xml) {
        CleanXml cleaning = new CleanXml(xml);
        cleaning.run();
        return Span.of(cleaning.out, cleaning.length).strip();
    }

    /// What is left of `xml` behind its declaration, if it starts with one.
    static Span afterDeclaration(Span xml) {
        if (!holdsIgnoringCase(xml.data(), xml.from(), xml.to(), DECLARATION)) {
            return xml;
        }
        int close = DECLARATION.length;
        while (close < xml.length() && xml.at(close) != '>') {
            close++;
        }
        boolean closed =
                close < xml.length() && close > DECLARATION.length && xml.at(close - 1) == '?';
        return closed ? xml.after(close + 1).stripLeading() : xml;
    }

    private void run() {
        while (at < end) {
            byte here = in[at];
            if (here > ' ' && here != '<') {
                out[length++] = here;
                at++;
            } else if (here == '<') {
                openTag();
            } else {
                whiteSpaceOrOther();
            }
        }
    }

    private void openTag() {
        int text = WhiteSpace.trimEnd(out, 0, length);
        if (text > 0 && out[text - 1] == '>') {
            length = text;
            out[length++] = '\n';
        }
        out[length++] = '<';
        at++;
    }

    private void whiteSpaceOrOther() {
        int past = WhiteSpace.skip(in, at, end);
        if (past == at) {
            out[length++] = in[at++];
            return;
        }
        int pastAttribute = afterXmlns(past);
        if (pastAttribute > 0) {
            at = pastAttribute;
        } else {
            copyWhiteSpace(past);
        }
    }

    private void copyWhiteSpace(int past) {
        while (at < past) {
            byte here = in[at++];
            if (here != '\r') {
                out[length++] = here;
            } else if (at == end || in[at] != '\n') {
                out[length++] = '\n';
            }
        }
    }

    /// The index behind `xmlns="..."` or `xmlns:prefix="..."` at `start`, or -1.
    private int afterXmlns(int start) {
        if (!holdsIgnoringCase(in, start, end, XMLNS)) {
            return -1;
        }
        int equals = start + XMLNS.length;
        if (equals < end && in[equals] == ':') {
            int name = equals + 1;
            equals = afterWord(name);
            if (equals == name) {
                return -1;
            }
        }
        if (equals + 1 >= end || in[equals] != '=' || in[equals + 1] != '"') {
            return -1;
        }
        int close = equals + 2;
        while (close < end && in[close] != '"') {
            close++;
        }
        return close < end ? close + 1 : -1;
    }

    private int afterWord(int start) {
        int index = start;
        while (index < end) {
            int codePoint = Utf8.codePointAt(in, index, end);
            if (!isWord(codePoint)) {
                return index;
            }
            index += Utf8.length(codePoint);
        }
        return index;
    }

    private static boolean isWord(int codePoint) {
        if (codePoint == '_') {
            return true;
        }
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean holdsIgnoringCase(byte[] in, int start, int end, byte[] lowerCase) {
        if (end - start < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte here = in[start + i];
            byte folded = here >= 'A' && here <= 'Z' ? (byte) (here + 32) : here;
            if (folded != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }
}

package dev.stoker.edgar.text;

import java.nio.charset.StandardCharsets;

/// A fixed run of ASCII to look for in bytes. The search compares eight places at once with two
/// letters from the needle's middle, and the whole needle only where both stand.
public final class Needle {
    private final byte[] sought;
    private final int middle;
    private final long first;
    private final long second;

    private Needle(byte[] sought) {
        this.sought = sought;
        this.middle = (sought.length - 1) / 2;
        this.first = Words.repeat(sought[middle]);
        this.second = Words.repeat(sought[middle + 1]);
    }

    /// @param ascii two characters or more
    public static Needle of(String ascii) {
        if (ascii.length() < 2) {
            throw new IllegalArgumentException("a needle has two characters or more: " + ascii);
        }
        return new Needle(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    public int length() {
        return sought.length;
    }

    /// Where the first occurrence in `data[from, to)` starts, or -1.
    int in(byte[] data, int from, int to) {
        int at = from + middle;
        int lastAt = to - sought.length + middle;
        while (at + Words.BYTES < to && at <= lastAt) {
            long unlike = (Words.at(data, at) ^ first) | (Words.at(data, at + 1) ^ second);
            long marks = Words.zeros(unlike);
            if (marks == 0) {
                at += Words.BYTES;
                continue;
            }
            at += Words.lowest(marks);
            if (at <= lastAt && startsAt(data, at - middle)) {
                return at - middle;
            }
            at++;
        }
        while (at <= lastAt) {
            if (startsAt(data, at - middle)) {
                return at - middle;
            }
            at++;
        }
        return -1;
    }

    private boolean startsAt(byte[] data, int start) {
        for (int i = 0; i < sought.length; i++) {
            if (data[start + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }
}

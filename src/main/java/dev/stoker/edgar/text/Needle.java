package dev.stoker.edgar.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A fixed run of ASCII to look for in bytes. The search skips by Horspool's table, so it reads
/// about one byte in `length` of the data.
public final class Needle {
    private final byte[] sought;
    private final int[] skip = new int[256];

    private Needle(byte[] sought) {
        this.sought = sought;
        Arrays.fill(skip, sought.length);
        for (int i = 0; i < sought.length - 1; i++) {
            skip[sought[i]] = sought.length - 1 - i;
        }
    }

    public static Needle of(String ascii) {
        if (ascii.isEmpty()) {
            throw new IllegalArgumentException("nothing to look for");
        }
        return new Needle(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    public int length() {
        return sought.length;
    }

    /// Where the first occurrence in `data[from, to)` starts, or -1.
    int in(byte[] data, int from, int to) {
        int last = sought.length - 1;
        byte lastSought = sought[last];
        int at = from + last;
        while (at < to) {
            byte here = data[at];
            if (here == lastSought && startsAt(data, at - last)) {
                return at - last;
            }
            at += skip[here & 0xff];
        }
        return -1;
    }

    private boolean startsAt(byte[] data, int start) {
        for (int i = 0; i < sought.length - 1; i++) {
            if (data[start + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }
}

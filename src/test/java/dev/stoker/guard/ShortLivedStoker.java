package dev.stoker.guard;

import java.io.IOException;

/// A program that starts its arguments as a child, holds the pipes, and waits to be killed.
public final class ShortLivedStoker {
    private ShortLivedStoker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ProcessBuilder(arguments).start().waitFor();
    }
}

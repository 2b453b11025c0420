package dev.stoker.edgar.archive;

/// A regular member of a tarball: its file name without folders, its size.
public record TarballMember(String name, long bytes) {}

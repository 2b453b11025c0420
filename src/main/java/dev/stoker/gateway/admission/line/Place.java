package dev.stoker.gateway.admission.line;

/// One request in the line or past it.
///
/// @param weight tokens that it may take
/// @param batch goes behind those that are not
/// @param admitted what to do when its turn has come; called once, on any thread
public record Place(long weight, boolean batch, Runnable admitted) {
    /// Places are the same only where they are the very same.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

/// A program that stands between Stoker and one engine, so that nothing of the engine outlives
/// either.
@NullMarked
package dev.stoker.guard;

import org.jspecify.annotations.NullMarked;

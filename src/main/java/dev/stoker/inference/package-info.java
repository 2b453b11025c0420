/// Talks to a ready engine: routing, relaying, typed requests, its load.
@NullMarked
package dev.stoker.inference;

import org.jspecify.annotations.NullMarked;

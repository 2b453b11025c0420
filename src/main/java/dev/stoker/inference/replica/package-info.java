/// Several engines of one model: which of them a request goes to, and which is left alone for a
/// while.
@NullMarked
package dev.stoker.inference.replica;

import org.jspecify.annotations.NullMarked;

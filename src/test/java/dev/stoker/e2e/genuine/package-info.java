/// Stoker over genuine engines, in the profile `genuine`.
@NullMarked
package dev.stoker.e2e.genuine;

import org.jspecify.annotations.NullMarked;

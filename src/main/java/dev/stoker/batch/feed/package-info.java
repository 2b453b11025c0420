/// Carries waiting items to engines, no faster than they can take them.
@NullMarked
package dev.stoker.batch.feed;

import org.jspecify.annotations.NullMarked;

/// What becomes of one item: whether it is computed, what its answer means, when it is tried again.
@NullMarked
package dev.stoker.batch.feed.item;

import org.jspecify.annotations.NullMarked;

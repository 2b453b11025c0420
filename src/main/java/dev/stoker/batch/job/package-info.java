/// What the batch queue speaks of: jobs, their items, what became of them.
@NullMarked
package dev.stoker.batch.job;

import org.jspecify.annotations.NullMarked;

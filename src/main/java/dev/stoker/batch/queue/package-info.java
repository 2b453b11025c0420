/// The tables of the batch queue: jobs, items, leases, results.
@NullMarked
package dev.stoker.batch.queue;

import org.jspecify.annotations.NullMarked;

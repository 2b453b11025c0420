/// Where a job's items come from while it runs: who reads a source, and that someone always does.
@NullMarked
package dev.stoker.batch.source;

import org.jspecify.annotations.NullMarked;

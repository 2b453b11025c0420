/// The HTTP side of batch jobs: submit summaries, follow jobs, read results.
@NullMarked
package dev.stoker.gateway.jobs;

import org.jspecify.annotations.NullMarked;

/// What a job leaves in its trace: its submission, the reading of its source, its items.
@NullMarked
package dev.stoker.batch.trace;

import org.jspecify.annotations.NullMarked;

/// Whether an engine answers, and whether it makes progress.
@NullMarked
package dev.stoker.supervisor.probe;

import org.jspecify.annotations.NullMarked;

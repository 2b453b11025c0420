/// One run of an engine as processes: launched under a guard, read, told to end, proved gone.
@NullMarked
package dev.stoker.supervisor.process;

import org.jspecify.annotations.NullMarked;

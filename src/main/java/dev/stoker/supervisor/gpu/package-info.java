/// Which GPUs there are, and whose they are.
@NullMarked
package dev.stoker.supervisor.gpu;

import org.jspecify.annotations.NullMarked;

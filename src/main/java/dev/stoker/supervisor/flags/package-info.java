/// Whether an engine file's settings are flags that the installed engine knows.
@NullMarked
package dev.stoker.supervisor.flags;

import org.jspecify.annotations.NullMarked;

/// One run of an engine: how it is prepared and launched, watched while it lives, and explained
/// when it has died.
@NullMarked
package dev.stoker.supervisor.run;

import org.jspecify.annotations.NullMarked;

/// When things happen: who may compute, for how long, and when each token is due.
@NullMarked
package dev.stoker.simulator.pace;

import org.jspecify.annotations.NullMarked;

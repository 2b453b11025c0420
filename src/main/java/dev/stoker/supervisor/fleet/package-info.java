/// Runs the lifecycle of every engine: one thread and mailbox for each, and the fleet of them all.
@NullMarked
package dev.stoker.supervisor.fleet;

import org.jspecify.annotations.NullMarked;

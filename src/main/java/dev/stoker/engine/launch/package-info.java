/// Spelling out a launch: argument lists, settings files and environments, knowing no engine.
@NullMarked
package dev.stoker.engine.launch;

import org.jspecify.annotations.NullMarked;

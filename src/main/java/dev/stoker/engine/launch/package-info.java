/// Spelling out a launch: command, argument list, settings file and environment, knowing no engine.
@NullMarked
package dev.stoker.engine.launch;

import org.jspecify.annotations.NullMarked;

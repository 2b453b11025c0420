/// What the engine files of each kind may say.
@NullMarked
package dev.stoker.engine.file;

import org.jspecify.annotations.NullMarked;

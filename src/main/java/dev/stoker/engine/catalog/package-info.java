/// Engine files: reading them strictly, and telling everything that is wrong with them at once.
@NullMarked
package dev.stoker.engine.catalog;

import org.jspecify.annotations.NullMarked;

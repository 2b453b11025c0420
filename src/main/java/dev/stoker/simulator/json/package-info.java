/// JSON without a library: a strict reader and a quoting writer.
@NullMarked
package dev.stoker.simulator.json;

import org.jspecify.annotations.NullMarked;

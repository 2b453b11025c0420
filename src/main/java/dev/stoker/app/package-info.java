/// Wiring only: settings, start-up and shutdown order.
@NullMarked
package dev.stoker.app;

import org.jspecify.annotations.NullMarked;

/// One timer an event loop for everything that may take too long.
@NullMarked
package dev.stoker.gateway.relay.watch;

import org.jspecify.annotations.NullMarked;

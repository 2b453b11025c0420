/// Connections to engines on the event loop of the client's own connection, without a layer between
/// Netty's codec and the relay.
@NullMarked
package dev.stoker.gateway.relay.wire;

import org.jspecify.annotations.NullMarked;

/// What is counted of relayed requests, and when it was where.
@NullMarked
package dev.stoker.gateway.relay.count;

import org.jspecify.annotations.NullMarked;

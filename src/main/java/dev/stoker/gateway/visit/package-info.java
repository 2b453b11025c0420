/// One request at the public door, from its arrival to its line in the access log.
@NullMarked
package dev.stoker.gateway.visit;

import org.jspecify.annotations.NullMarked;

/// The time that a client may take for the head of a request.
@NullMarked
package dev.stoker.gateway.head;

import org.jspecify.annotations.NullMarked;

/// What clients and engines do that no specification allows, and that the service outlives it.
@NullMarked
package dev.stoker.gateway.hostile;

import org.jspecify.annotations.NullMarked;

/// What genuine engines and genuine clients say to each other passes through.
@NullMarked
package dev.stoker.gateway.conformance;

import org.jspecify.annotations.NullMarked;

/// JSON as it arrives, read no further than routing needs.
@NullMarked
package dev.stoker.gateway.json;

import org.jspecify.annotations.NullMarked;

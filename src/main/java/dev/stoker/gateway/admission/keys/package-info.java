/// API keys: who a client is.
@NullMarked
package dev.stoker.gateway.admission.keys;

import org.jspecify.annotations.NullMarked;

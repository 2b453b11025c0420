/// The OpenAI-compatible door: finds the engine a request is for and passes the bytes, untouched.
@NullMarked
package dev.stoker.gateway.relay;

import org.jspecify.annotations.NullMarked;

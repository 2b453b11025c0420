/// HTTP/1.1 as an engine's server speaks it: keep-alive, chunked events, notices who leaves.
@NullMarked
package dev.stoker.simulator.http;

import org.jspecify.annotations.NullMarked;

/// All public HTTP: the OpenAI-compatible API, summaries, completion lists, error mapping.
@NullMarked
package dev.stoker.gateway;

import org.jspecify.annotations.NullMarked;

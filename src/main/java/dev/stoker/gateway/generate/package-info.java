/// The HTTP side of completion lists: many prompts in, their completions out in order.
@NullMarked
package dev.stoker.gateway.generate;

import org.jspecify.annotations.NullMarked;

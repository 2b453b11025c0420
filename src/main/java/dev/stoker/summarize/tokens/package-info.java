/// Texts cut by tokens, as the model's own engine counts them.
@NullMarked
package dev.stoker.summarize.tokens;

import org.jspecify.annotations.NullMarked;

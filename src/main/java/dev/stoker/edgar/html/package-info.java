/// HTML as a person reads it, in bounded time and memory.
@NullMarked
package dev.stoker.edgar.html;

import org.jspecify.annotations.NullMarked;

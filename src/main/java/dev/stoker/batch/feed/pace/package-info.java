/// How much to send to an engine, and what keeps it from more: decisions only, no clock and no I/O.
@NullMarked
package dev.stoker.batch.feed.pace;

import org.jspecify.annotations.NullMarked;

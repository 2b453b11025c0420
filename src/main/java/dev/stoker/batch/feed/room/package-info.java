/// How an item gives its place at an engine to a chat: decisions only, no clock and no I/O.
@NullMarked
package dev.stoker.batch.feed.room;

import org.jspecify.annotations.NullMarked;

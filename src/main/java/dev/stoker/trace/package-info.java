/// Where requests, items and engines spend their time, for whoever collects traces; nothing at all
/// for everybody else.
@NullMarked
package dev.stoker.trace;

import org.jspecify.annotations.NullMarked;

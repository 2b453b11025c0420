/// Traces for whoever named a collector.
@NullMarked
package dev.stoker.app.traces;

import org.jspecify.annotations.NullMarked;

/// What engines tell of themselves as metrics.
@NullMarked
package dev.stoker.inference.metrics;

import org.jspecify.annotations.NullMarked;

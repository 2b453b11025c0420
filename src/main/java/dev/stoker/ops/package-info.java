/// What operators see: health, metrics, admin endpoints.
@NullMarked
package dev.stoker.ops;

import org.jspecify.annotations.NullMarked;

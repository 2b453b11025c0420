/// Whether a model fits on the GPUs it is to run on, by arithmetic and before any launch.
@NullMarked
package dev.stoker.plan;

import org.jspecify.annotations.NullMarked;

/// How requests and tokens went in the last minutes, for those who look now.
@NullMarked
package dev.stoker.ops.trend;

import org.jspecify.annotations.NullMarked;

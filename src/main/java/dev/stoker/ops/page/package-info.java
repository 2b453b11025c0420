/// The operators' page in a browser, on the management port.
@NullMarked
package dev.stoker.ops.page;

import org.jspecify.annotations.NullMarked;

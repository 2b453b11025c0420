/// The admin API: what operators see of engines and order of them, on the management port alone.
@NullMarked
package dev.stoker.ops.admin;

import org.jspecify.annotations.NullMarked;

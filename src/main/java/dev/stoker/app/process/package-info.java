/// What the service's own process may take and keeps: open files, heap.
@NullMarked
package dev.stoker.app.process;

import org.jspecify.annotations.NullMarked;

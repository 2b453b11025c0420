/// The line before an engine that has enough to do.
@NullMarked
package dev.stoker.gateway.admission.line;

import org.jspecify.annotations.NullMarked;

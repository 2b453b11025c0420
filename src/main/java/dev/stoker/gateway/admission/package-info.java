/// Who may pass the door, when, and how much at once.
@NullMarked
package dev.stoker.gateway.admission;

import org.jspecify.annotations.NullMarked;

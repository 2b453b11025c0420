/// What each key may use.
@NullMarked
package dev.stoker.gateway.admission.limits;

import org.jspecify.annotations.NullMarked;

/// What the supervisor keeps on disk: how long starts took, what crashes looked like.
@NullMarked
package dev.stoker.supervisor.memory;

import org.jspecify.annotations.NullMarked;

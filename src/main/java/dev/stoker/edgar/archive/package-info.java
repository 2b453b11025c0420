/// A gzipped tarball as a guarded stream of members, each in a buffer used again and again.
@NullMarked
package dev.stoker.edgar.archive;

import org.jspecify.annotations.NullMarked;

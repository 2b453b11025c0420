/// How fast the Feed is asked: one pace and one silence for all who ask.
@NullMarked
package dev.stoker.edgar.pace;

import org.jspecify.annotations.NullMarked;

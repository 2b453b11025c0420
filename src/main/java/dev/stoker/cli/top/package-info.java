/// `stoker top`: what a running Stoker does, drawn again and again.
@NullMarked
package dev.stoker.cli.top;

import org.jspecify.annotations.NullMarked;

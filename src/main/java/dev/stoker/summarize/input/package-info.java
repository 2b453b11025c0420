/// What people ask for, read strictly: every mistake is told with its place and its value.
@NullMarked
package dev.stoker.summarize.input;

import org.jspecify.annotations.NullMarked;

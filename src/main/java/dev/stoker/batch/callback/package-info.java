/// Who is to be told of a job's end, and how often that was tried.
@NullMarked
package dev.stoker.batch.callback;

import org.jspecify.annotations.NullMarked;

/// What is told of jobs: their results, and what their time went to.
@NullMarked
package dev.stoker.batch.report;

import org.jspecify.annotations.NullMarked;

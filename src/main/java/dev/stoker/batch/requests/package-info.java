/// Jobs whose requests stand in a file, a line each, in the shape of OpenAI's Batch API.
@NullMarked
package dev.stoker.batch.requests;

import org.jspecify.annotations.NullMarked;

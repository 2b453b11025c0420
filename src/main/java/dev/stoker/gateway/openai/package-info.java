/// OpenAI's files and batches: upload requests, have them answered, fetch the answers.
@NullMarked
package dev.stoker.gateway.openai;

import org.jspecify.annotations.NullMarked;

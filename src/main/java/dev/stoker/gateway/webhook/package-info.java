/// Tells those who asked for it of a job's end, signed as Standard Webhooks has it.
@NullMarked
package dev.stoker.gateway.webhook;

import org.jspecify.annotations.NullMarked;

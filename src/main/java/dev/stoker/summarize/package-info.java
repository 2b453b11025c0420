/// A summary job: filings become batch items, results become summaries; prompt, token and cost
/// report.
@NullMarked
package dev.stoker.summarize;

import org.jspecify.annotations.NullMarked;

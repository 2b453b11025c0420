/// Durable jobs of any requests: table, leases, feeder, results; knows no HTTP and no filings.
@NullMarked
package dev.stoker.batch;

import org.jspecify.annotations.NullMarked;

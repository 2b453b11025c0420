/// Traces by OpenTelemetry's SDK. Nothing of it is loaded before a collector is named.
@NullMarked
package dev.stoker.trace.otlp;

import org.jspecify.annotations.NullMarked;

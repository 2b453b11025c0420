/// The command line: what a person types, spoken to a running Stoker over HTTP.
@NullMarked
package dev.stoker.cli;

import org.jspecify.annotations.NullMarked;

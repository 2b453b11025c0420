/// The commands on jobs: submit, follow, list, cancel.
@NullMarked
package dev.stoker.cli.job;

import org.jspecify.annotations.NullMarked;

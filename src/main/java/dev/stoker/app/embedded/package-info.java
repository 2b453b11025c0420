/// The PostgreSQL that Stoker brings along for machines that have none.
@NullMarked
package dev.stoker.app.embedded;

import org.jspecify.annotations.NullMarked;

/// Transactions on the database that all of the batch shares.
@NullMarked
package dev.stoker.batch.database;

import org.jspecify.annotations.NullMarked;

/// Files that clients bring, kept in the database that all replicas share.
@NullMarked
package dev.stoker.batch.file;

import org.jspecify.annotations.NullMarked;

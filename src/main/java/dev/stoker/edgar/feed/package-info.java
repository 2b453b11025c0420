/// The Feed over HTTP: paced requests, its answers told apart, days kept on disk.
@NullMarked
package dev.stoker.edgar.feed;

import org.jspecify.annotations.NullMarked;

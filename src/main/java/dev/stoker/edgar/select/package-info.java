/// Which filings are wanted, and what SEC's daily index says of them before anything is downloaded.
@NullMarked
package dev.stoker.edgar.select;

import org.jspecify.annotations.NullMarked;

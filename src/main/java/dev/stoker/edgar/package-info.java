/// SEC filings: polite download, disk cache, SGML to text.
@NullMarked
package dev.stoker.edgar;

import org.jspecify.annotations.NullMarked;

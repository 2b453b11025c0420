/// Bytes of a filing as text: spans, searches, white space, repair, cleaning and cutting.
@NullMarked
package dev.stoker.edgar.text;

import org.jspecify.annotations.NullMarked;

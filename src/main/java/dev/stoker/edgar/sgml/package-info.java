/// EDGAR's SGML: two dialects of header, the documents of a submission, its primary XML.
@NullMarked
package dev.stoker.edgar.sgml;

import org.jspecify.annotations.NullMarked;

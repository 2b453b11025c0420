/// What stands beside the code and must agree with it: manifests, images, settings, scripts, texts.
@NullMarked
package dev.stoker.deploy;

import org.jspecify.annotations.NullMarked;

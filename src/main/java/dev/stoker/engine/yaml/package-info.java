/// Reading YAML strictly: each value typed, each key known, each problem with its line.
@NullMarked
package dev.stoker.engine.yaml;

import org.jspecify.annotations.NullMarked;

/// What an engine is and how to launch it: values only, no I/O except reading YAML.
@NullMarked
package dev.stoker.engine;

import org.jspecify.annotations.NullMarked;

/// An engine without a GPU: a program of its own, started as a child process like any engine.
@NullMarked
package dev.stoker.simulator;

import org.jspecify.annotations.NullMarked;

/// Keeps engine processes alive: a pure lifecycle, one loop per engine, processes, probes, GPU
/// ledger.
@NullMarked
package dev.stoker.supervisor;

import org.jspecify.annotations.NullMarked;

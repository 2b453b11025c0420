package dev.stoker.supervisor.gpu;

import java.util.List;

/// What the ledger answers to an engine that asks for GPUs.
public sealed interface GpuGrant {
    /// @param ids empty for an engine that needs none
    record Granted(List<Integer> ids) implements GpuGrant {
        public Granted {
            ids = List.copyOf(ids);
        }
    }

    /// @param detail for a person: `8 GPUs wanted, 4 visible`
    record Refused(String detail) implements GpuGrant {}
}

package dev.stoker.gateway.relay;

import dev.stoker.gateway.Refusals;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.inference.replica.Origins;
import dev.stoker.inference.replica.Replicas;
import io.vertx.core.Vertx;

/// What all relayed requests share.
record Equipment(Vertx vertx, LoopWires wires, Replicas replicas, Origins origins, Terms terms) {
    /// What is configured.
    record Terms(RelaySettings settings, Intake.Room room) {}

    RelaySettings settings() {
        return terms.settings();
    }

    Intake.Room room() {
        return terms.room();
    }

    Refusals refusals() {
        return new Refusals(vertx);
    }
}

package dev.stoker.batch.feed;

import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineRouter;

/// The way to the engines: where a model is served, and the client that asks there.
public record EngineAccess(EngineRouter router, EngineClient client) {}

package dev.stoker.inference;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// What Stoker asks of an engine besides completions.
@Path("/")
public interface EngineApi extends AutoCloseable {
    /// Prometheus text.
    @GET
    @Path("metrics")
    String metrics();

    @Override
    void close();
}

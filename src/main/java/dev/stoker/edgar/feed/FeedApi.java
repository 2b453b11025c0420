package dev.stoker.edgar.feed;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The Feed's listings. A status of 400 or above arrives as a `WebApplicationException`, a broken
/// connection as a `ProcessingException`. The tarballs are a matter of `TarballDownload`.
@Path("/")
@RegisterRestClient(configKey = "edgar-feed")
public interface FeedApi {
    @GET
    @Path("{year}/QTR{quarter}/index.json")
    @Produces(MediaType.APPLICATION_JSON)
    FeedIndex quarter(
            @PathParam("year") int year,
            @PathParam("quarter") int quarter,
            @HeaderParam("User-Agent") String userAgent);
}

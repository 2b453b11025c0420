package dev.stoker.gateway.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.Batch;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob.Submission;
import dev.stoker.batch.job.Submitted;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.batch.requests.RequestOrder;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.gateway.jobs.IdempotencyKey;
import dev.stoker.gateway.jobs.JobDoor;
import dev.stoker.gateway.jobs.QueryValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// `/v1/batches`: have the requests of a file answered.
@Path("/v1/batches")
@RunOnVirtualThread
public final class BatchResource {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final Batch batch;
    private final JobDoor door;
    private final RequestJobs requests;
    private final InstantSource clock = InstantSource.system();

    BatchResource(Batch batch, JobDoor door, RequestJobs requests) {
        this.batch = batch;
        this.door = door;
        this.requests = requests;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have the requests of a file answered",
            description =
                    "Takes {\"input_file_id\": \"file-…\", \"endpoint\":"
                            + " \"/v1/chat/completions\", \"completion_window\": \"24h\"}.")
    public Response create(String body, @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        door.jobs();
        Optional<Submission> once = door.once(key, body);
        RequestOrder order = new ReadBatchOrder(batch.files(), clock.instant()).from(body);
        Submitted submitted = door.submit("/v1/batches", () -> requests.submit(order, once));
        Job job = IdempotencyKey.accepted(submitted);
        return IdempotencyKey.mark(Response.ok(BatchJson.of(job)), submitted)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List batches, the newest first")
    public ObjectNode list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        int most = (int) QueryValue.of("limit", limit).integer(1, LARGEST_PAGE, PAGE);
        QueryValue last = QueryValue.of("after", after);
        Optional<JobId> before =
                last.text().map(id -> id(id).orElseThrow(() -> last.invalid("is no batch id")));
        List<Job> page = door.jobs().newest(Optional.of(RequestJobs.KIND), most + 1, before);
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        page.stream().limit(most).map(BatchJson::of).forEach(data::add);
        return Pages.of(data, page.size() > most);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A batch: its status, counts, usage and files")
    public ObjectNode batch(@PathParam("id") String id) {
        return BatchJson.of(find(id));
    }

    @POST
    @Path("/{id}/cancel")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Cancel a batch; what was answered stays")
    public ObjectNode cancel(@PathParam("id") String id) {
        Job job = find(id);
        if (job.state().isFinal() && job.progress().ending().isEmpty()) {
            throw ApiError.invalid(
                            409,
                            "batch_ended",
                            "Cannot cancel a batch with status '%s'."
                                    .formatted(BatchJson.BatchStatus.of(job).label()))
                    .exception();
        }
        return BatchJson.of(door.jobs().cancel(job.id()).orElseThrow(() -> unknown(id)));
    }

    private Job find(String id) {
        door.jobs();
        return id(id).flatMap(requests::find).orElseThrow(() -> unknown(id));
    }

    private static Optional<JobId> id(String text) {
        return text.startsWith(BatchJson.PREFIX)
                ? JobId.parse(text.substring(BatchJson.PREFIX.length()))
                : Optional.empty();
    }

    private static ApiException unknown(String id) {
        return ApiError.invalid(
                        404, "batch_not_found", "No batch found with id '%s'.".formatted(id))
                .exception();
    }
}

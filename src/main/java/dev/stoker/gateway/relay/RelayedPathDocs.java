package dev.stoker.gateway.relay;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Writes the relayed paths into the published API: they are routes of the event loop, which no
/// scanner of resources sees.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RelayedPathDocs implements OASFilter {
    private static final String JSON = "application/json";
    private static final String TAG = "OpenAI-compatible";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (RelayedPath path : RelayedPath.ALL) {
            String template = path.path().replace(":id", "{id}");
            api.getPaths().addPathItem(template, item(path));
        }
        api.getPaths()
                .addPathItem("/v1/models", OASFactory.createPathItem().GET(models()))
                .addPathItem("/v1/models/{model}", OASFactory.createPathItem().GET(model()));
    }

    private static PathItem item(RelayedPath path) {
        PathItem item = OASFactory.createPathItem();
        return switch (path.by()) {
            case MODEL -> item.POST(relayed(path));
            case ANSWER ->
                    path.method().equals(HttpMethod.GET)
                            ? item.GET(kept(path))
                            : item.POST(kept(path));
        };
    }

    private static Operation kept(RelayedPath path) {
        return operation("Relayed to the engine that made this answer")
                .operationId(operationId(path))
                .addParameter(inPath("id"))
                .responses(
                        responses("The engine's answer")
                                .addAPIResponse("404", response("No engine keeps it"))
                                .addAPIResponse("default", response("As the engine says")));
    }

    private static String operationId(RelayedPath path) {
        String verb = path.method().equals(HttpMethod.GET) ? "get" : "relay";
        return verb + path.path().replaceAll("[^a-z]+", "_");
    }

    private static Parameter inPath(String name) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.PATH)
                .required(true)
                .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
    }

    private static Operation relayed(RelayedPath path) {
        return operation("Relayed byte for byte to the engine that serves the body's model")
                .operationId(operationId(path))
                .requestBody(
                        OASFactory.createRequestBody()
                                .required(true)
                                .content(
                                        OASFactory.createContent()
                                                .addMediaType(
                                                        path.path().startsWith("/v1/audio/tran")
                                                                ? "multipart/form-data"
                                                                : JSON,
                                                        OASFactory.createMediaType()
                                                                .schema(body()))))
                .responses(
                        responses("The engine's answer; an event stream if the body says so")
                                .addAPIResponse("400", response("Not JSON, or no model named"))
                                .addAPIResponse(
                                        "404",
                                        response(
                                                "No engine serves that model, or its engine lacks the path"))
                                .addAPIResponse("408", response("The body came too slowly"))
                                .addAPIResponse("413", response("The body is too large"))
                                .addAPIResponse(
                                        "503",
                                        response(
                                                "The engine is not ready, or broke off: see Retry-After"))
                                .addAPIResponse("504", response("The engine was silent too long"))
                                .addAPIResponse("default", response("As the engine says")));
    }

    private static Operation models() {
        return operation("The served names and aliases, each with the state of its engine")
                .operationId("models")
                .responses(responses("A list of models"));
    }

    private static Operation model() {
        return operation("One served name")
                .operationId("model")
                .addParameter(inPath("model"))
                .responses(
                        responses("The model")
                                .addAPIResponse("404", response("No engine serves it")));
    }

    private static Operation operation(String summary) {
        return OASFactory.createOperation().summary(summary).addTag(TAG);
    }

    private static APIResponses responses(String description) {
        return OASFactory.createAPIResponses().addAPIResponse("200", response(description));
    }

    private static APIResponse response(String description) {
        return OASFactory.createAPIResponse().description(description);
    }

    private static Schema body() {
        return OASFactory.createSchema()
                .type(List.of(SchemaType.OBJECT))
                .addProperty("model", OASFactory.createSchema().type(List.of(SchemaType.STRING)))
                .addProperty("stream", OASFactory.createSchema().type(List.of(SchemaType.BOOLEAN)));
    }
}

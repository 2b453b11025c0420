package dev.stoker.gateway;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Says of every operation in the published API that it may be refused, and in which shape.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ErrorDocs implements OASFilter {
    private static final String OTHERWISE = "default";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (PathItem item : api.getPaths().getPathItems().values()) {
            for (Operation operation : item.getOperations().values()) {
                document(operation.getResponses());
            }
        }
    }

    private static void document(APIResponses responses) {
        if (!responses.hasAPIResponse(OTHERWISE)) {
            responses.addAPIResponse(
                    OTHERWISE,
                    OASFactory.createAPIResponse()
                            .description(
                                    "An error object as OpenAI's API has it; docs/api.md lists the codes"));
        }
    }
}

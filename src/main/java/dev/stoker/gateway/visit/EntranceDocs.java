package dev.stoker.gateway.visit;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Writes into the published API what the entrance may answer to any request.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0)
public final class EntranceDocs implements OASFilter {
    private static final String BEARER = "bearer";
    private static final String HEADER = "header";
    private static final Map<String, String> ANSWERS =
            Map.of(
                    "401", "No key, or none that is known here; only where keys are configured",
                    "429", "This key's limit: see Retry-After and x-ratelimit-…",
                    "503", "Not now: see Retry-After",
                    "529", "All clients together ask too much: see Retry-After");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme(BEARER))
                .addSecurityScheme(
                        HEADER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("x-api-key"));
        api.security(
                List.of(
                        OASFactory.createSecurityRequirement().addScheme(BEARER),
                        OASFactory.createSecurityRequirement().addScheme(HEADER),
                        OASFactory.createSecurityRequirement()));
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(EntranceDocs::describe));
    }

    private static void describe(Operation operation) {
        APIResponses responses = operation.getResponses();
        ANSWERS.forEach((status, meaning) -> {
            if (!responses.hasAPIResponse(status)) {
                responses.addAPIResponse(
                        status, OASFactory.createAPIResponse().description(meaning));
            }
        });
    }
}

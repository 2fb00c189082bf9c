package pro.livestream.gateway.health;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import pro.livestream.platform.identity.Public;

/** The suite's health for everybody. */
@Path("/api/health")
@Tag(name = "platform")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    private final SuiteHealth health;

    HealthResource(SuiteHealth health) {
        this.health = health;
    }

    @GET
    @Public
    @Operation(summary = "How the suite, its services and what they depend on fare: 503 when nothing works")
    public Uni<RestResponse<HealthReport>> get() {
        return health.report()
                .map(report -> RestResponse.ResponseBuilder.create(
                                report.status() == State.DOWN
                                        ? RestResponse.Status.SERVICE_UNAVAILABLE
                                        : RestResponse.Status.OK,
                                report)
                        .build());
    }
}

package pro.livestream.platform.database;

import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The migrations of one folder: Quarkus gives Flyway those of all folders, as if a database had only one history. */
final class MigrationFolder implements ResourceProvider {
    private final Collection<LoadableResource> all;

    MigrationFolder(Configuration configuration, String folder) {
        this.all = new QuarkusPathLocationScanner(configuration, List.of(Location.fromPath("classpath:", folder)))
                .scanForResources();
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return all.stream()
                .filter(resource -> resource.getRelativePath().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return all.stream()
                .filter(resource -> resource.getFilename().startsWith(prefix))
                .filter(resource -> List.of(suffixes).stream().anyMatch(resource.getFilename()::endsWith))
                .toList();
    }
}

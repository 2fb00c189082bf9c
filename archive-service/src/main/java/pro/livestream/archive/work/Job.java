package pro.livestream.archive.work;

import java.util.UUID;
import pro.livestream.platform.tenant.Tenant;

/** A job that this node holds; {@code fence} is of this holding alone. */
public record Job(UUID jobId, Tenant tenant, JobKind kind, UUID archiveId, int attempts, int failures, long fence) {}

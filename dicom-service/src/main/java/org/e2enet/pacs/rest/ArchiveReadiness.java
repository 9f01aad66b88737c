package org.e2enet.pacs.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says which archive does not answer and why, without being unready for it: results go on to the others, series are looked at again by
 * themselves, and a stack may start before its archive does.
 */
@Readiness
@Singleton
final class ArchiveReadiness implements HealthCheck {
    private final Archives archives;

    @Inject
    ArchiveReadiness(Archives archives) {
        this.archives = archives;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("archives").up();
        for (Archive archive : archives.all()) {
            answer.withData(
                    archive.name(), archive.trouble().map(fault -> fault.code()).orElse("answers"));
        }
        return answer.build();
    }
}

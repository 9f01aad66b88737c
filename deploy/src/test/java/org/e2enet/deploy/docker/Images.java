package org.e2enet.deploy.docker;

import java.util.Map;
import org.e2enet.deploy.Repository;

/** What the images of the Dockerfile bring with them. */
public final class Images {
    static final Dockerfile DOCKERFILE = Dockerfile.of(Repository.read("deploy/docker/Dockerfile"));

    private Images() {}

    /** Variables that a container finds, those of the outside image left out. */
    public static Map<String, String> environment(String service) {
        return DOCKERFILE.environment(service);
    }
}

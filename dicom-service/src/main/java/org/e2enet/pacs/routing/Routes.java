package org.e2enet.pacs.routing;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.e2enet.contract.EventJson;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.faults.FaultException;
import org.e2enet.files.AtomicFiles;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.vault.Vault;
import org.jboss.logging.Logger;

/**
 * The routes in force: those of {@code routes.json}, read at the start and whenever the file has changed. A file that cannot be
 * understood stops the start; later, the routes before it stay in force. Thread safe.
 */
@Singleton
public final class Routes {
    private static final Logger LOG = Logger.getLogger(Routes.class);

    private final Path file;
    private byte[] read = new byte[0];
    private RouteTable table = new RouteTable(List.of());

    @Inject
    Routes(DicomConfig config, Vault vault) {
        this(config.routes().orElse(vault.root().resolve("routes.json")));
    }

    public Routes(Path file) {
        this.file = file;
        byte[] bytes = bytes();
        table = parse(bytes);
        read = bytes;
    }

    /** The routes, as the file says them now. */
    public synchronized RouteTable table() {
        byte[] bytes = bytes();
        if (!java.util.Arrays.equals(bytes, read)) {
            read = bytes;
            try {
                table = parse(bytes);
                LOG.infof("%d routes in force", table.routes().size());
            } catch (FaultException wrong) {
                LOG.warnf("%s The routes before stay in force.", wrong.fault().message());
            }
        }
        return table;
    }

    /** @throws FaultException EDG-106 where the body is no table of routes; nothing changes then */
    public RouteTable replace(byte[] body) {
        RouteTable replaced = RequestJson.read(body, RouteTable.class);
        return change(before -> Optional.of(replaced)).orElseThrow();
    }

    /**
     * Changes the routes and their file, with nobody else changing them between.
     *
     * @param change gives none where it cannot be made: then nothing changes
     */
    public synchronized Optional<RouteTable> change(Function<RouteTable, Optional<RouteTable>> change) {
        Optional<RouteTable> changed = change.apply(table());
        changed.ifPresent(this::write);
        return changed;
    }

    private void write(RouteTable changed) {
        byte[] json = EventJson.write(changed);
        try {
            AtomicFiles.replace(file, out -> out.write(json));
        } catch (IOException failure) {
            throw RouteFaults.unusable("the file of routes cannot be written").exception(failure);
        }
        table = changed;
        read = json;
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return new byte[0];
        } catch (IOException failure) {
            throw RouteFaults.unusable("the file of routes cannot be read").exception(failure);
        }
    }

    private static RouteTable parse(byte[] bytes) {
        if (bytes.length == 0) {
            return new RouteTable(List.of());
        }
        try {
            return RequestJson.read(bytes, RouteTable.class);
        } catch (FaultException wrong) {
            throw RouteFaults.unusable("the file of routes cannot be understood: "
                            + wrong.fault().what())
                    .exception(wrong);
        }
    }
}

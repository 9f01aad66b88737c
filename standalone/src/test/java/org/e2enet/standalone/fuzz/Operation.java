package org.e2enet.standalone.fuzz;

import java.util.List;
import org.e2enet.standalone.stack.ServiceKind;

/**
 * A call of a service.
 *
 * @param service that is asked
 * @param path with {@code *} for segments that are the caller's
 * @param query names of what may stand after the question mark
 * @param types of bodies that it takes; none where it takes none
 */
record Operation(ServiceKind service, String method, String path, List<String> query, List<String> types) {}

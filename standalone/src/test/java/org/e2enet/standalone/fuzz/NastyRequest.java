package org.e2enet.standalone.fuzz;

import org.e2enet.standalone.stack.ServiceKind;

/**
 * A request, and what is known of it.
 *
 * @param path as it is sent, without its query
 * @param bytes head and body
 * @param caller who asks
 * @param atTheDoor whether it gives the door a reason to refuse it, whoever asks
 * @param broken whether it is no HTTP: the server may answer by itself, or close the connection
 * @param endsThere whether it is shorter than it says
 */
record NastyRequest(
        ServiceKind service,
        String method,
        String path,
        byte[] bytes,
        Caller caller,
        boolean atTheDoor,
        boolean broken,
        boolean endsThere) {}

package org.e2enet.standalone.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes one request from one random stream: the same stream makes the same request. */
final class RequestMaker {
    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "M".repeat(300));
    private static final List<String> ACCEPTED = List.of(
            "*/*",
            "application/json",
            "text/html",
            "application/xml",
            "nonsense",
            "text/event-stream",
            "a/b;q=9",
            "application/problem+json",
            "");
    private static final List<String> ODD = List.of(
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: gopher",
            "Forwarded: for=127.0.0.1;host=evil.example",
            "X-HTTP-Method-Override: DELETE",
            "X-Original-URL: /q/health",
            "Range: bytes=0-0,5-2,-1",
            "Range: bytes=99999999999999-",
            "Range: lines=1",
            "If-None-Match: *",
            "If-Match: \"x\"",
            "If-Modified-Since: yesterday",
            "Accept-Encoding: gzip, br, nonsense",
            "Accept-Language: \u00e4\u00f6",
            "Content-Encoding: gzip",
            "Expect: nonsense",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
            "Upgrade: websocket\r\nConnection: Upgrade",
            "Cookie: q_session=garbage; q_auth=; a",
            "Cookie: q_session_chunk_1=AAAA; q_session_chunk_2=BBBB",
            "Last-Event-ID: 99999999999999999999999",
            "X-Long: " + "v".repeat(4_000),
            "Sec-Fetch-Mode: navigate",
            "Sec-Fetch-Site: same-origin");
    private static final List<String> FOR_THE_DOOR = List.of(
            "Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site", "Transfer-Encoding: chunked");
    private static final List<String> BROKEN = List.of(
            "Header without colon",
            ": nameless",
            "X-Zero: a\0b",
            "X-Too-Long: " + "v".repeat(20_000),
            "Content-Length: -1",
            "Content-Length: 12a",
            "Transfer-Encoding: nonsense");

    private final Random random;
    private final List<Caller> callers;
    private final NastyPaths paths;
    private final NastyBodies bodies;

    RequestMaker(Random random, List<Caller> callers, List<String> there, List<String> goodBodies) {
        this.random = random;
        this.callers = callers;
        this.paths = new NastyPaths(random, there);
        this.bodies = new NastyBodies(random, there, goodBodies);
    }

    NastyRequest request(Operation operation, String authority) {
        Caller caller = any(callers);
        String method = random.nextInt(7) == 0 ? any(METHODS) : operation.method();
        String path = paths.filled(operation.path());
        if (random.nextInt(5) == 0) {
            path = paths.twisted(path);
        }
        boolean door = false;
        String query = paths.query(operation.query());
        boolean broken =
                path.startsWith("//") || path.indexOf('\\') >= 0 || (path + query).matches(".*%(?![0-9a-fA-F]{2}).*");
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(query);
        head.append(any(List.of(" HTTP/1.1\r\n", " HTTP/1.1\r\n", " HTTP/1.1\r\n", " HTTP/1.1\r\n")));
        boolean foreign = random.nextInt(40) == 0;
        head.append("Host: ").append(foreign ? "evil.example" : authority).append("\r\n");
        door |= foreign;
        if (caller.authorization() != null) {
            head.append("Authorization: ").append(caller.authorization()).append("\r\n");
        }
        if (random.nextInt(3) == 0) {
            head.append("Accept: ").append(any(ACCEPTED)).append("\r\n");
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            String odd = any(ODD);
            // Of two protocols at once the server takes neither, nor says so.
            if (!odd.startsWith("Upgrade:") || head.indexOf("Upgrade:") < 0) {
                head.append(odd).append("\r\n");
            }
        }
        byte[] body = body(operation, head);
        boolean endsThere = false;
        if (random.nextInt(30) == 0) {
            String wrong = any(FOR_THE_DOOR);
            head.append(wrong).append("\r\n");
            door = true;
            // Behind such a header the body's end cannot be told.
            endsThere = wrong.startsWith("Transfer");
            broken |= endsThere;
        } else if (random.nextInt(60) == 0) {
            head.append(any(BROKEN)).append("\r\n");
            broken = true;
            endsThere = true;
        } else if (body.length > 0 && random.nextInt(60) == 0) {
            head.append("Content-Length: ").append(body.length + 10).append("\r\n");
            broken = true;
            endsThere = true;
        }
        if (!head.toString().contains("Content-Length:")
                && !head.toString().contains("Transfer-Encoding")
                && (body.length > 0 || random.nextBoolean())) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        // A session that is none is a login that is none.
        boolean badSession = caller.standing() == Caller.Standing.NONE && head.indexOf("Cookie:") >= 0;
        Caller taken = badSession ? new Caller("a bad session", null, Caller.Standing.BAD) : caller;
        return new NastyRequest(operation.service(), method, path, bytes.toByteArray(), taken, door, broken, endsThere);
    }

    /** Writes its type into the head, most often one that fits. */
    private byte[] body(Operation operation, StringBuilder head) {
        boolean bodiless =
                operation.method().equals("GET") || operation.method().equals("DELETE");
        if (bodiless && random.nextInt(10) > 0) {
            return new byte[0];
        }
        String type = operation.types().isEmpty() ? "application/json" : any(operation.types());
        String told = random.nextInt(6) > 0
                ? type
                : any(List.of(
                        "application/json",
                        "multipart/form-data",
                        "application/octet-stream",
                        "text/plain",
                        "nonsense",
                        "a/b; c=\"",
                        "application/json; charset=nonsense",
                        "application/x-www-form-urlencoded",
                        "",
                        "application/xml"));
        boolean bounded = told.startsWith("multipart/") && random.nextInt(10) > 0;
        head.append("Content-Type: ")
                .append(told)
                .append(bounded ? "; boundary=" + bodies.boundary() : "")
                .append("\r\n");
        return switch (random.nextInt(8) == 0 ? "noise" : type) {
            case "multipart/form-data" -> bodies.form();
            case "application/octet-stream", "noise" -> bodies.noise(random.nextInt(3_000));
            default -> bodies.json();
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

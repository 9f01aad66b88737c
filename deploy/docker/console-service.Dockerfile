# console-service from what ./mvnw package built. Build from the repository's root:
#   docker build -f deploy/docker/console-service.Dockerfile -t e2enet/console-service:0.2.0 .
FROM eclipse-temurin:25.0.1_8-jre-noble

RUN groupadd --system --gid 10001 e2enet \
    && useradd --system --uid 10001 --gid e2enet --home-dir /var/lib/e2enet --shell /usr/sbin/nologin e2enet \
    && mkdir -p /var/lib/e2enet/store \
    && chown -R e2enet:e2enet /var/lib/e2enet

# Libraries change seldom: their layer is kept when only our own code changes.
COPY --chown=root:root console-service/target/quarkus-app/lib/ /opt/e2enet/lib/
COPY --chown=root:root console-service/target/quarkus-app/*.jar /opt/e2enet/
COPY --chown=root:root console-service/target/quarkus-app/app/ /opt/e2enet/app/
COPY --chown=root:root console-service/target/quarkus-app/quarkus/ /opt/e2enet/quarkus/

USER 10001:10001
WORKDIR /var/lib/e2enet
ENV JAVA_OPTS_APPEND="--enable-native-access=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=60" \
    STORE_DIRECTORY=/var/lib/e2enet/store \
    QUARKUS_HTTP_HOST=0.0.0.0 \
    QUARKUS_HTTP_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# The shell goes away: java gets SIGTERM itself and drains.
ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS_APPEND -Djava.util.logging.manager=org.jboss.logmanager.LogManager -jar /opt/e2enet/quarkus-run.jar"]

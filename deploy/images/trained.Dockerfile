# An application's image with what its JVM learnt by being started once: docker build --build-arg IMAGE=... -f deploy/images/trained.Dockerfile
ARG IMAGE
FROM ${IMAGE} AS watched
# It waits for servers that are not there, which is most of a start; the JVM writes the cache when it is told to end.
RUN timeout --signal=TERM --preserve-status 40 java -XX:AOTCacheOutput=/tmp/app.aot -XX:+UseCompactObjectHeaders \
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow --add-opens=java.base/java.lang=ALL-UNNAMED \
    -jar quarkus-run.jar >/dev/null; test -s /tmp/app.aot

FROM ${IMAGE}
COPY --from=watched /tmp/app.aot /app/app.aot
# Ignored, with a word in the log, where the JVM's flags do not fit.
ENV JDK_JAVA_OPTIONS="-XX:AOTCache=/app/app.aot -XX:+UseCompactObjectHeaders"

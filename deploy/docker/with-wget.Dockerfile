# An image made from scratch has no program that could ask its own health endpoint, so a health check has nothing to run: the Collector's
# is one (https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/40517), Jaeger's may become one. This adds a static wget
# to any image and changes nothing else.
ARG IMAGE

FROM busybox:1.37.0-musl AS busybox

FROM ${IMAGE}
COPY --from=busybox /bin/busybox /healthcheck/wget

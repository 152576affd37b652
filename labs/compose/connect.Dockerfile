# Kafka Connect with the agent that tells Prometheus of its JMX beans: Debezium's image has none. For profile `monitoring`
# only; compose.yaml says which image, and the agent's version is that of labs/local/pom.xml.
ARG DEBEZIUM
FROM $DEBEZIUM
ARG AGENT=https://repo1.maven.org/maven2/io/prometheus/jmx/jmx_prometheus_javaagent/1.0.1/jmx_prometheus_javaagent-1.0.1.jar
ARG SHA256=7d61f737fd661610ccc14aea79764faa1ea94a340cbc8f0029b3d2edea3d80c1
RUN curl --fail --silent --show-error --location --output /kafka/jmx_prometheus_javaagent.jar "$AGENT" \
 && echo "$SHA256  /kafka/jmx_prometheus_javaagent.jar" | sha256sum --check

#!/bin/sh
# Makes the topics that are not there yet, each with its dead letters. Runs once, before the services start.
#   KAFKA_BOOTSTRAP_SERVERS  broker (kafka:9092)
#   TOPIC_PREFIX             put before every name (e2enet.)
#   REPLICATION              copies of each partition (1)
# Packed records are measured unpacked (compression.type), so that no reader meets one that is larger than its heap.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
broker=${KAFKA_BOOTSTRAP_SERVERS:-kafka:9092}
prefix=${TOPIC_PREFIX-e2enet.}

make() {
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$broker" --create --if-not-exists \
    --topic "$1" --partitions "$2" --replication-factor "${REPLICATION:-1}" \
    --config "cleanup.policy=$3" --config retention.ms=-1 --config max.message.bytes=1048588 \
    --config compression.type=uncompressed
}

grep -v '^#' "$here/topics.txt" | while read -r name partitions cleanup; do
  make "$prefix$name" "$partitions" "$cleanup"
  make "$prefix$name.dlq" 1 delete
done

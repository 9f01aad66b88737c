#!/bin/sh
# Builds targets of the Dockerfile where there is neither an engine nor a registry, step by step as Docker would, on base images made of
# Debian (debootstrap) and the JDK and Maven at hand; then asks each what it would start with. Needs root, debootstrap, buildah.
#   deploy/docker/rehearse.sh TARGET …              all services
#   BUILT=1 deploy/docker/rehearse.sh TARGET …      with what ./mvnw -Pimage package has left here, in place of Maven's work
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/.mvn/find-jdk.sh"
[ $# -gt 0 ] || set -- ingest-service train-service infer-service metrics-service dicom-service console-service
file="$root/deploy/docker/Dockerfile"
base() { sed -n "s/^ARG $1=//p" "$file"; }
run="buildah --storage-driver vfs"

have() { $run images --quiet "docker.io/library/$1" >/dev/null 2>&1; }

if ! have "$(base JRE_IMAGE)" || ! have "$(base MAVEN_IMAGE)"; then
  system=$(mktemp -d)
  debootstrap --variant=minbase stable "$system" >/dev/null
  made=$($run from scratch)
  $run copy --quiet "$made" "$system" / >/dev/null
  $run copy --quiet "$made" "$JAVA_HOME" /opt/java/openjdk >/dev/null
  $run config --env JAVA_HOME=/opt/java/openjdk --env LANG=C.UTF-8 \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$made"
  $run commit --quiet "$made" "docker.io/library/$(base JRE_IMAGE)" >/dev/null
  maven=$(dirname "$(dirname "$(readlink -f "$(command -v mvn)")")")
  $run copy --quiet "$made" "$maven" /opt/maven >/dev/null
  [ ! -d /etc/maven ] || $run copy --quiet "$made" /etc/maven /etc/maven >/dev/null
  [ ! -d /usr/share/java ] || $run copy --quiet "$made" /usr/share/java /usr/share/java >/dev/null
  $run run --isolation chroot "$made" -- ln -sf /opt/maven/bin/mvn /usr/bin/mvn
  if [ -n "${BUILT:-}" ]; then
    for target in "$@"; do
      $run copy --quiet "$made" "$root/$target/target/quarkus-app" "/built/$target/target/quarkus-app" >/dev/null
      $run copy --quiet "$made" "$root/$target/target/sbom.json" "/built/$target/target/" >/dev/null
    done
    $run run --isolation chroot "$made" -- sh -c 'rm /usr/bin/mvn
      printf "#!/bin/sh\nset -e\ntest -f pom.xml -a -f libs/edge/pom.xml -a -d docs/paper -a ! -e docs/running.md\ncp -r /built/. .\n" >/usr/bin/mvn
      chmod +x /usr/bin/mvn'
  fi
  $run commit --quiet --rm "$made" "docker.io/library/$(base MAVEN_IMAGE)" >/dev/null
  rm -rf "$system"
fi

for target in "$@"; do
  echo "== $target"
  $run build --pull-never --isolation chroot --layers --target "$target" -t "e2enet/$target:rehearsed" -f "$file" "$root"
  made=$($run from --pull-never "e2enet/$target:rehearsed")
  # As its user: what it says of itself, its bill of materials, the command it would start with.
  $run run --isolation chroot "$made" -- sh -ec '
    [ "$(id -u):$(id -g)" = 10001:10001 ]
    touch "$STORE_DIRECTORY/written"; ! touch /opt/e2enet/written 2>/dev/null
    grep -q "\"bomFormat\"" /opt/e2enet/sbom.json
    java $JVM_FLAGS -XX:MaxRAMPercentage=$HEAP_PERCENT -version
    ls /opt/e2enet'
  $run rm "$made" >/dev/null
done
echo "rehearsed: $*"

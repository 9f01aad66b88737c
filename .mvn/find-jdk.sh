# Sets JAVA_HOME to a JDK >= 25, or says what to install. Sourced by mvnw and e2enet.
# The version is read from each JDK's `release` file, so that nothing has to be started.
jdk_feature_version() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1
}
is_jdk_25_or_newer() {
  [ -x "$1/bin/javac" ] || return 1
  version=$(jdk_feature_version "$1")
  [ -n "$version" ] && [ "$version" -ge 25 ]
}
find_jdk() {
  path_java=$(command -v javac 2>/dev/null || true)
  if [ -n "$path_java" ]; then path_java=$(dirname "$(dirname "$(readlink -f "$path_java")")"); fi
  for candidate in "${JAVA_HOME:-}" "$path_java" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk_25_or_newer "$candidate"; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}
if jdk=$(find_jdk); then
  JAVA_HOME=$jdk
  export JAVA_HOME
else
  echo "A JDK 25 or newer is needed and none was found in JAVA_HOME, on the PATH or in the usual folders." >&2
  echo "Install one (for example Eclipse Temurin 25), or set JAVA_HOME to where it is." >&2
  exit 1
fi

#!/bin/bash
# Makes the realm of e2enet-realm.json on a Keycloak that is there; a realm that is there is left as it is.
#   KEYCLOAK_URL      where Keycloak is (https://login.example.org)
#   KEYCLOAK_ADMIN    administrator of its realm master (admin)
#   KC_CLI_PASSWORD   that one's password; kcadm.sh reads it itself, so that it stands on no command line
#   CONSOLE_ADDRESS   where people open the console (http://localhost:8080)
#   SECRETS           files, each named as the client whose secret is its first line; without one Keycloak makes a secret
#   KCADM             Keycloak's client (/opt/keycloak/bin/kcadm.sh)
# By bash alone: Keycloak's image has no sed.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
kcadm=${KCADM:-/opt/keycloak/bin/kcadm.sh}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

realm=$(<"$here/e2enet-realm.json")
[[ $realm =~ \"realm\":\ \"([a-z0-9-]+)\" ]]
name=${BASH_REMATCH[1]}

"$kcadm" config credentials --config "$work/login" --server "$KEYCLOAK_URL" --realm master --user "${KEYCLOAK_ADMIN:-admin}"
if "$kcadm" get "realms/$name" --config "$work/login" --fields realm >"$work/there" 2>&1; then
  echo "the realm $name is there: nothing to do"
  exit 0
fi

realm=${realm//"http://localhost:8080"/"${CONSOLE_ADDRESS:-http://localhost:8080}"}
for file in ${SECRETS:-}; do
  client="\"clientId\": \"${file##*/}\","
  [[ $realm == *"$client"* ]] || { echo "no client is named ${file##*/}" >&2; exit 1; }
  IFS= read -r secret <"$file" || [[ -n $secret ]]
  secret=${secret//\\/\\\\}
  secret=${secret//\"/\\\"}
  realm=${realm//"$client"/"$client \"secret\": \"$secret\","}
done
(umask 077 && printf '%s\n' "$realm" >"$work/realm.json")
"$kcadm" create realms --config "$work/login" -f "$work/realm.json"

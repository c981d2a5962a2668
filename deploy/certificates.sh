#!/usr/bin/env bash
# Makes what compose.yaml wants in deploy/certs and deploy/secrets: an authority, a certificate for each store, and one for the service.
#   deploy/certificates.sh [FOLDER [NAME ...]]
# FOLDER is where certs and secrets are put, this one unless it is given; each NAME is a host name by which callers reach the service.
# A trial's authority: its key, certs/authority.key, serves another run and is mounted nowhere. Nothing that is there is made anew.
set -euo pipefail
umask 077
folder=${1:-$(dirname "$0")}
names=("${@:2}")
days=825

authority=$folder/certs/ca/ca.crt
authority_key=$folder/certs/authority.key
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder/certs/ca" "$folder/secrets"

# The form of key that every version of EventStoreDB reads.
key() { openssl genrsa -traditional -out "$1" 2048 2>"$work/said" || { cat "$work/said" >&2; return 1; }; }

# signed CERTIFICATE KEY SUBJECT ALTERNATIVE-NAMES
signed() {
  if [ -e "$1" ]; then
    echo "$1 is there already"
    return
  fi
  key "$2"
  openssl req -new -key "$2" -subj "/CN=$3" -out "$work/request"
  cat >"$work/extensions" <<EXTENSIONS
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = $4
EXTENSIONS
  openssl x509 -req -in "$work/request" -CA "$authority" -CAkey "$authority_key" -set_serial "0x$(openssl rand -hex 16)" \
    -days "$days" -sha256 -extfile "$work/extensions" -out "$1" 2>"$work/said" || { cat "$work/said" >&2; return 1; }
  echo "$1"
}

if [ ! -e "$authority" ]; then
  key "$authority_key"
  openssl req -x509 -new -key "$authority_key" -subj "/CN=Budget Coaching trial authority" -days "$days" -sha256 -out "$authority" \
    -addext "basicConstraints = critical, CA:TRUE" -addext "keyUsage = critical, keyCertSign, cRLSign"
  echo "$authority"
fi

# Stores take each other for what they are by one subject, and are found by the addresses in compose.yaml.
for n in 1 2 3; do
  mkdir -p "$folder/certs/store$n"
  signed "$folder/certs/store$n/node.crt" "$folder/certs/store$n/node.key" eventstoredb-node \
    "IP:172.31.240.1$n, IP:127.0.0.1, DNS:store$n, DNS:localhost"
done

alternatives="DNS:localhost, IP:127.0.0.1, DNS:node1, DNS:node2, DNS:node3"
for name in "${names[@]}"; do
  alternatives+=", DNS:$name"
done
signed "$folder/secrets/tls.pem" "$folder/secrets/tls.key" "${names[0]:-localhost}" "$alternatives"

# Certificates are no secret, and are read by other users than who makes them.
chmod 0755 "$folder/certs" "$folder"/certs/*/
chmod 0644 "$authority" "$folder"/certs/store?/node.crt

# The users of the two images read their keys; only root can give them away.
if [ "$(id -u)" = 0 ]; then
  chown 1000 "$folder"/certs/store?/node.key
  chown -R 10001 "$folder/secrets"
fi

{{/* Environment of a service: {root, service, own}. Every name is a setting that the service knows; a test holds that. */}}
{{- define "e2enet.env" -}}
{{- $root := .root }}
{{- $kafka := $root.Values.kafka }}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ include "e2enet.bootstrap" $root | quote }}}
- {name: TOPICS_PREFIX, value: {{ $kafka.topicsPrefix | quote }}}
{{- if $kafka.secure }}
- {name: KAFKA_SECURITY_PROTOCOL, value: SASL_SSL}
- {name: KAFKA_SASL_MECHANISM, value: SCRAM-SHA-512}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ include "e2enet.kafkaSecret" (dict "root" $root "user" (printf "%s-service" .service)) }}
      key: sasl.jaas.config
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: /etc/e2enet/kafka/ca.crt}
{{- end }}
{{- if $root.Values.tls.enabled }}
# TLS alone, on the port that was HTTP's; files are looked at again every hour.
- {name: QUARKUS_HTTP_INSECURE_REQUESTS, value: disabled}
- {name: QUARKUS_HTTP_SSL_PORT, value: "8080"}
- {name: QUARKUS_HTTP_SSL_CERTIFICATE_FILES, value: /etc/e2enet/tls/tls.crt}
- {name: QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES, value: /etc/e2enet/tls/tls.key}
- {name: QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD, value: 1h}
- {name: EDGE_TRUST, value: /etc/e2enet/tls/ca.crt}
{{- if $root.Values.tls.callers }}
- {name: EDGE_CERTIFICATE, value: /etc/e2enet/tls/tls.crt}
- {name: EDGE_KEY, value: /etc/e2enet/tls/tls.key}
{{- if ne .service "console" }}
- {name: EDGE_CALLERS, value: /etc/e2enet/tls/ca.crt}
{{- end }}
{{- end }}
{{- end }}
# Pods listen beyond loopback, where a service starts only with the word on logins (SEC-201).
{{- include "e2enet.security" . }}
# The names it is called by. Its own address, which probes and Prometheus use, is known.
- {name: EDGE_HOSTS, value: {{ include "e2enet.hosts" $root | quote }}}
{{- if eq .service "console" }}
- {name: EDGE_ORIGINS, value: {{ printf "https://%s" $root.Values.host | quote }}}
{{- range $behind := include "e2enet.services" $root | fromJsonArray }}
{{- if ne $behind "console" }}
- {name: CONSOLE_{{ upper $behind }}, value: {{ include "e2enet.address" (dict "root" $root "service" $behind) | quote }}}
{{- end }}
{{- end }}
{{- end }}
{{- if and (eq .service "metrics") $root.Values.scores.url }}
- {name: METRICS_DATABASE_URL, value: {{ $root.Values.scores.url | quote }}}
- {name: METRICS_DATABASE_USER, value: {{ $root.Values.scores.user | quote }}}
- name: METRICS_DATABASE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ required "scores.passwordSecret: the Secret with the database's password" $root.Values.scores.passwordSecret }}
      key: password
{{- end }}
{{- if eq .service "dicom" }}
- {name: DICOM_INGEST, value: {{ include "e2enet.address" (dict "root" $root "service" "ingest") | quote }}}
{{- with .own.archive }}
{{- if .name }}
{{- $archive := .name | upper | replace "-" "_" }}
- {name: DICOM_ARCHIVES_{{ $archive }}_URL, value: {{ .url | quote }}}
- {name: DICOM_ARCHIVES_{{ $archive }}_KIND, value: {{ .kind | quote }}}
{{- if .user }}
- {name: DICOM_ARCHIVES_{{ $archive }}_USER, value: {{ .user | quote }}}
- {name: DICOM_ARCHIVES_{{ $archive }}_PASSWORD_FILE, value: /etc/e2enet/archive/password}
{{- end }}
{{- end }}
{{- end }}
{{- if .own.routesConfigMap }}
- {name: DICOM_ROUTES, value: /etc/e2enet/routes/routes.json}
{{- end }}
{{- end }}
{{- range $name, $value := .own.env }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end }}

{{- define "e2enet.hosts" -}}
{{- $hosts := list .Values.host }}
{{- range $service := include "e2enet.services" . | fromJsonArray }}
{{- $hosts = append $hosts (include "e2enet.serviceName" (dict "root" $ "service" $service)) }}
{{- end }}
{{- join "," $hosts }}
{{- end }}

{{/* Who is asked for a login: {root, service}. Secrets are files, mounted by deployments.yaml. */}}
{{- define "e2enet.security" -}}
{{- $security := .root.Values.security }}
- {name: SECURITY_MODE, value: {{ required "security.mode: say oidc (docs/security.md), or off where what lets people in stands before the ingress" $security.mode | quote }}}
{{- if eq $security.mode "oidc" }}
- {name: SECURITY_ISSUER, value: {{ required "security.issuer: the OpenID provider's address" $security.issuer | quote }}}
- {name: SECURITY_AUDIENCE, value: {{ $security.audience | quote }}}
- {name: SECURITY_ROLE_CLAIM, value: {{ $security.roleClaim | quote }}}
- {name: SECURITY_CLIENT_ID, value: {{ $security.clientId | quote }}}
- {name: SECURITY_CLIENT_SECRET_FILE, value: /etc/e2enet/login/client-secret}
{{- if and (eq .service "console") (or .root.Values.ingress.enabled .root.Values.tls.enabled) }}
- {name: SECURITY_BEHIND_HTTPS, value: "true"}
{{- end }}
{{- with index $security.accounts .service }}
- {name: SECURITY_ACCOUNT_CLIENT_ID, value: {{ .clientId | quote }}}
- {name: SECURITY_ACCOUNT_CLIENT_SECRET_FILE, value: /etc/e2enet/account/client-secret}
{{- end }}
{{- end }}
{{- end }}

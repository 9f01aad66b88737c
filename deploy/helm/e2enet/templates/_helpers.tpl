{{/* Name of all that belongs together. */}}
{{- define "e2enet.name" -}}
{{- if contains "e2enet" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-e2enet{{ end }}
{{- end }}

{{/* {root, service}: e2enet-ingest-service. */}}
{{- define "e2enet.serviceName" -}}
{{ include "e2enet.name" .root }}-{{ .service }}-service
{{- end }}

{{/* The services that are there, in one order: JSON. */}}
{{- define "e2enet.services" -}}
{{- $there := list }}
{{- range $name := list "ingest" "train" "infer" "metrics" "dicom" "console" }}
{{- if (index $.Values.services $name).enabled }}{{ $there = append $there $name }}{{ end }}
{{- end }}
{{- $there | toJson }}
{{- end }}

{{- define "e2enet.selector" -}}
app.kubernetes.io/name: e2enet
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* {root, component} */}}
{{- define "e2enet.labels" -}}
{{ include "e2enet.selector" .root }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: e2enet
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{/* {root, service} */}}
{{- define "e2enet.image" -}}
{{- $own := (index .root.Values.services .service).image }}
{{- if $own }}{{ $own }}{{ else }}{{ .root.Values.image.repository }}/{{ .service }}-service:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "e2enet.bootstrap" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ include "e2enet.name" . }}-kafka-bootstrap:{{ .Values.kafka.port }}{{ else }}{{ required "kafka.bootstrapServers: the broker's address, or kafka.strimzi.enabled" .Values.kafka.bootstrapServers }}{{ end }}
{{- end }}

{{/* Secret of a Kafka user: {root, user}. Strimzi names it as the user. */}}
{{- define "e2enet.kafkaSecret" -}}
{{- if .root.Values.kafka.strimzi.enabled }}{{ include "e2enet.name" .root }}-{{ .user }}{{ else }}{{ .root.Values.kafka.usersPrefix }}{{ .user }}{{ end }}
{{- end }}

{{- define "e2enet.kafkaCa" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ include "e2enet.name" . }}-cluster-ca-cert{{ else }}{{ required "kafka.caSecret: the broker's CA (key ca.crt)" .Values.kafka.caSecret }}{{ end }}
{{- end }}

{{- define "e2enet.storeClaim" -}}
{{ .Values.store.existingClaim | default (printf "%s-store" (include "e2enet.name" .)) }}
{{- end }}

{{/* A pod as PodSecurity "restricted" wants it. */}}
{{- define "e2enet.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "e2enet.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "e2enet.scheme" -}}
{{ ternary "https" "http" .Values.tls.enabled }}
{{- end }}

{{/* Where a service is called: {root, service}. */}}
{{- define "e2enet.address" -}}
{{ include "e2enet.scheme" .root }}://{{ include "e2enet.serviceName" . }}:8080
{{- end }}

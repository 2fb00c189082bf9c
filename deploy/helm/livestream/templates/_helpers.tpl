{{/* The names of the services that are on, sorted. */}}
{{- define "livestream.names" -}}
{{- $names := list }}
{{- range $name, $own := .Values.services }}
{{- $service := mergeOverwrite (deepCopy $.Values.serviceDefaults) (deepCopy $own) }}
{{- if $service.enabled }}{{ $names = append $names $name }}{{ end }}
{{- end }}
{{- join "," (sortAlpha $names) }}
{{- end }}

{{/* One service with the defaults below it: dict "root" $ "name" name. */}}
{{- define "livestream.service" -}}
{{- toYaml (mergeOverwrite (deepCopy .root.Values.serviceDefaults) (deepCopy (get .root.Values.services .name))) }}
{{- end }}

{{/* The name of a service's objects. */}}
{{- define "livestream.name" -}}
{{- printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "livestream.selector" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/name: {{ .name }}
{{- end }}

{{- define "livestream.labels" -}}
{{ include "livestream.selector" . }}
app.kubernetes.io/part-of: livestream
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{/* The port that answers probes and Prometheus. */}}
{{- define "livestream.management" -}}
{{- if .managementPort }}management{{ else }}http{{ end }}
{{- end }}

{{/* Ways to start a stateful service's pods by name. */}}
{{- define "livestream.mediaUrls" -}}
{{- $root := . }}
{{- $urls := list }}
{{- if has "stream-media" (splitList "," (include "livestream.names" .)) }}
{{- $media := fromYaml (include "livestream.service" (dict "root" . "name" "stream-media")) }}
{{- $name := include "livestream.name" (dict "root" . "name" "stream-media") }}
{{- range $number := until (int $media.replicas) }}
{{- $urls = append $urls (printf "http://%s-%d.%s-pods:%d" $name $number $name (int $media.port)) }}
{{- end }}
{{- end }}
{{- join "," $urls }}
{{- end }}

{{- define "livestream.secretEnv" -}}
- name: {{ .env }}
  valueFrom:
    secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}
{{- end }}

{{/* What JSON Schema can't say. */}}
{{- define "livestream.validate" -}}
{{- range $name := splitList "," (include "livestream.names" $) }}
{{- $service := fromYaml (include "livestream.service" (dict "root" $ "name" $name)) }}
{{- with $service.autoscaling }}
{{- if and .enabled (gt (int .min) (int .max)) }}{{ fail (printf "services.%s.autoscaling: min %d is above max %d" $name (int .min) (int .max)) }}{{ end }}
{{- if and .enabled (eq $service.kind "StatefulSet") }}{{ fail (printf "services.%s: a StatefulSet holds ingests and is not scaled automatically" $name) }}{{ end }}
{{- if and .metric (le (int .metricAverage) 0) }}{{ fail (printf "services.%s.autoscaling: metric %s needs a metricAverage" $name .metric) }}{{ end }}
{{- end }}
{{- if and (eq $service.kind "StatefulSet") (lt (int $service.drainSeconds) 50) }}
{{ fail (printf "services.%s.drainSeconds: %d is below the 50 s that leaving in order takes" $name (int $service.drainSeconds)) }}
{{- end }}
{{- range $other := concat $service.calls $service.calledBy }}
{{- if not (hasKey $.Values.services $other) }}{{ fail (printf "services.%s names %s, which is no service" $name $other) }}{{ end }}
{{- end }}
{{- end }}
{{- if gt (int .Values.kafka.replicationFactor) (len .Values.kafka.brokers) }}
{{- fail (printf "kafka.replicationFactor %d is above the %d brokers" (int .Values.kafka.replicationFactor) (len .Values.kafka.brokers)) }}
{{- end }}
{{- end }}

{{- define "livestream.kafkaPorts" -}}
{{- $ports := list }}
{{- range .Values.kafka.brokers }}{{ $ports = append $ports (splitList ":" . | last) }}{{ end }}
{{- uniq $ports | join "," }}
{{- end }}

{{- define "livestream.s3Port" -}}
{{- $url := urlParse (.Values.s3.endpoint | default "https://s3") }}
{{- $host := splitList ":" $url.host }}
{{- if gt (len $host) 1 }}{{ last $host }}{{ else }}{{ ternary "443" "80" (eq $url.scheme "https") }}{{ end }}
{{- end }}

{{- define "livestream.tracingPort" -}}
{{- $url := urlParse .Values.tracing.endpoint }}
{{- $host := splitList ":" $url.host }}
{{- if gt (len $host) 1 }}{{ last $host }}{{ else }}4317{{ end }}
{{- end }}

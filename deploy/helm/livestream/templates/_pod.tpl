{{/* The pod of a service: dict "root" $ "name" name "service" service. */}}
{{- define "livestream.pod" -}}
{{- $root := .root }}
{{- $service := .service }}
{{- $values := .root.Values }}
metadata:
  labels:
    {{- include "livestream.labels" . | nindent 4 }}
  annotations:
    checksum/settings: {{ include (print $root.Template.BasePath "/configmap.yaml") $root | sha256sum }}
    {{- with $service.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "livestream.name" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  # The wait before the end, what the service needs to leave in order, and a margin.
  terminationGracePeriodSeconds: {{ add (int $service.preStopSeconds) (int $service.drainSeconds) 10 }}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  {{- if $values.topologySpread.enabled }}
  topologySpreadConstraints:
    - topologyKey: kubernetes.io/hostname
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "livestream.selector" . | nindent 10 }}
    - topologyKey: topology.kubernetes.io/zone
      maxSkew: 1
      whenUnsatisfiable: {{ $values.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "livestream.selector" . | nindent 10 }}
  {{- end }}
  {{- with $service.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .name }}
      image: {{ $values.image.repository }}/{{ $service.image }}:{{ $values.image.tag | default $root.Chart.AppVersion }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      ports:
        - {name: http, containerPort: {{ int $service.port }}}
        {{- if $service.managementPort }}
        - {name: management, containerPort: {{ int $service.managementPort }}}
        {{- end }}
        {{- if eq $service.kind "StatefulSet" }}
        - {name: rtmp, containerPort: {{ int $values.rtmp.port }}}
        {{- end }}
      envFrom:
        - configMapRef: {name: {{ $root.Release.Name }}-settings}
      env:
        {{- include "livestream.env" . | nindent 8 }}
      startupProbe:
        httpGet: {path: /q/health/live, port: {{ include "livestream.management" $service }}}
        periodSeconds: 2
        failureThreshold: 90
      livenessProbe:
        httpGet: {path: /q/health/live, port: {{ include "livestream.management" $service }}}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /q/health/ready, port: {{ include "livestream.management" $service }}}
        periodSeconds: 3
        timeoutSeconds: 3
        failureThreshold: 2
      lifecycle:
        preStop:
          {{- if eq $service.kind "StatefulSet" }}
          # New encoders go elsewhere; those that are connected here may finish, and time is left to leave in order.
          exec:
            command:
              - /bin/sh
              - -c
              - >-
                sleep {{ int $service.preStopSeconds }};
                waited=0;
                while [ $waited -lt {{ sub (int $service.drainSeconds) 45 }} ] &&
                grep -qi ':{{ printf "%04X" (int $values.rtmp.port) }} [0-9A-F]*:[0-9A-F]* 01 ' /proc/net/tcp /proc/net/tcp6 2>/dev/null;
                do sleep 2; waited=$((waited + 2)); done
          {{- else }}
          sleep: {seconds: {{ int $service.preStopSeconds }}}
          {{- end }}
      resources:
        {{- toYaml $service.resources | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: {{ $service.tmpSize }}}
{{- end }}

{{/* What one service alone is told. */}}
{{- define "livestream.env" -}}
{{- $values := .root.Values }}
{{- $service := .service }}
- name: SERVICE_INSTANCE
  valueFrom:
    fieldRef: {fieldPath: metadata.name}
- name: SERVICE_PORT
  value: {{ int $service.port | quote }}
- name: JAVA_TOOL_OPTIONS
  value: {{ $service.javaOptions | quote }}
{{ include "livestream.secretEnv" (dict "env" "DB_USER" "secret" $values.postgresql.existingSecret "key" "username") }}
{{ include "livestream.secretEnv" (dict "env" "DB_PASSWORD" "secret" $values.postgresql.existingSecret "key" "password") }}
{{- with $values.redis.existingSecret }}
{{ include "livestream.secretEnv" (dict "env" "REDIS_PASSWORD" "secret" . "key" "password") }}
{{- end }}
{{- if has "s3" $service.needs }}
{{- with $values.s3.existingSecret }}
{{ include "livestream.secretEnv" (dict "env" "S3_ACCESS_KEY" "secret" . "key" "access-key") }}
{{ include "livestream.secretEnv" (dict "env" "S3_SECRET_KEY" "secret" . "key" "secret-key") }}
{{- end }}
{{- end }}
{{- if has "smtp" $service.needs }}
{{- with $values.smtp.existingSecret }}
{{ include "livestream.secretEnv" (dict "env" "SMTP_USERNAME" "secret" . "key" "username") }}
{{ include "livestream.secretEnv" (dict "env" "SMTP_PASSWORD" "secret" . "key" "password") }}
{{- end }}
{{- end }}
{{- if eq .service.image "gateway" }}
- name: MANAGEMENT_PORT
  value: {{ int $service.managementPort | quote }}
- name: PROXY_FORWARDING
  value: "true"
- name: TENANT_DEFAULT_DOMAINS
  value: {{ $values.host }}
{{- range $peer := list "chat-service" "stream-service" "archive-service" "payment-service" "notification-service" }}
{{ include "livestream.secretEnv" (dict "env" (printf "SECRET_OF_%s" (upper $peer | replace "-" "_")) "secret" $values.secrets.services "key" $peer) }}
{{- end }}
- name: SERVICE_SECRETS
  value: chat-service:$(SECRET_OF_CHAT_SERVICE),stream-service:$(SECRET_OF_STREAM_SERVICE),archive-service:$(SECRET_OF_ARCHIVE_SERVICE),payment-service:$(SECRET_OF_PAYMENT_SERVICE),notification-service:$(SECRET_OF_NOTIFICATION_SERVICE)
{{- with $values.secrets.admin }}
{{ include "livestream.secretEnv" (dict "env" "ADMIN_USERNAME" "secret" . "key" "username") }}
{{ include "livestream.secretEnv" (dict "env" "ADMIN_PASSWORD" "secret" . "key" "password") }}
{{- end }}
{{- with $values.secrets.apiKey }}
{{ include "livestream.secretEnv" (dict "env" "API_SECRET_KEY" "secret" . "key" "api-key") }}
{{- end }}
{{- else }}
{{ include "livestream.secretEnv" (dict "env" "SERVICE_SECRET" "secret" $values.secrets.services "key" $service.image) }}
{{- end }}
{{- if eq $service.image "stream-service" }}
{{ include "livestream.secretEnv" (dict "env" "STREAM_KEY_SECRET" "secret" $values.secrets.services "key" "stream-key") }}
- name: RTMP_PORT
  value: {{ int $values.rtmp.port | quote }}
- name: RTMP_HOST
  value: {{ ternary "0.0.0.0" "127.0.0.1" (eq $service.kind "StatefulSet") }}
{{- end }}
{{- if $service.usesFfmpeg }}
- name: FFMPEG_PATH
  value: {{ $values.ffmpeg.path }}
{{- end }}
{{- if eq $service.image "payment-service" }}
{{- with $values.secrets.stripe }}
{{ include "livestream.secretEnv" (dict "env" "STRIPE_SECRET_KEY" "secret" . "key" "secret-key") }}
{{ include "livestream.secretEnv" (dict "env" "STRIPE_PUBLISHABLE_KEY" "secret" . "key" "publishable-key") }}
{{ include "livestream.secretEnv" (dict "env" "STRIPE_WEBHOOK_SECRET" "secret" . "key" "webhook-secret") }}
{{- end }}
{{- end }}
{{- range $name, $value := $service.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

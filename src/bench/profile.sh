#!/usr/bin/env bash
# Shows where the time and the memory of a command go, by stage of the pipeline and for an image.
#
#   src/bench/profile.sh IMAGES COMMAND [ARGUMENT...]
#
#   src/bench/profile.sh 100000 plan recipe.yaml
#
# The JVM looks at the threads every 10 ms, so the times are shares rather than measurements: compare them with each other, and with
# those of the same command in another build (BASE, its bin/cowhand).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cowhand=${BASE:-$here/../../bin/cowhand}
images=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/settings.jfc" <<'SETTINGS'
<?xml version="1.0" encoding="UTF-8"?>
<configuration version="2.0">
  <event name="jdk.ExecutionSample">
    <setting name="enabled">true</setting>
    <setting name="period">10 ms</setting>
  </event>
  <event name="jdk.NativeMethodSample">
    <setting name="enabled">true</setting>
    <setting name="period">10 ms</setting>
  </event>
  <event name="jdk.ObjectAllocationSample">
    <setting name="enabled">true</setting>
    <setting name="throttle">2000/s</setting>
    <setting name="stackTrace">true</setting>
  </event>
</configuration>
SETTINGS

COWHAND_JAVA_OPTS="-XX:StartFlightRecording=filename=$work/recording.jfr,settings=$work/settings.jfc" \
    "$cowhand" "$@" >/dev/null
"${JAVA_HOME:+$JAVA_HOME/bin/}java" "$here/Profile.java" "$work/recording.jfr" "$images"

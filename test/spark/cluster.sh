#!/usr/bin/env bash
# A Spark cluster for tests and benchmarks: a master and workers of one core each, as processes on 127.0.0.1.
#   cluster.sh start FOLDER WORKERS [MEMORY]   starts it; logs and process ids go into the folder
#   cluster.sh worker FOLDER N [MEMORY]        starts worker N, again if need be
#   cluster.sh kill-worker FOLDER N            kills worker N and what it runs
#   cluster.sh stop FOLDER                     stops what is left of it
# SPARK_HOME says where Spark is. Prints the master's address.
set -euo pipefail

action=$1
folder=$2
port=${SPARK_MASTER_PORT:-7077}
master=spark://127.0.0.1:$port
export SPARK_LOCAL_IP=127.0.0.1 SPARK_DAEMON_MEMORY=192m SPARK_WORKER_DIR=$folder/work

# Each in a process group of its own, so that a worker's executors end with it.
start() {
  : >"$folder/$1.log"
  setsid "$SPARK_HOME/bin/spark-class" "${@:2}" >"$folder/$1.log" 2>&1 </dev/null &
  echo $! >"$folder/$1.pid"
}

await() {
  for _ in $(seq 600); do
    if [ "$(grep -c "$1" "$folder/master.log" || true)" -ge "$2" ]; then return; fi
    sleep 0.1
  done
  echo "cluster.sh: waited a minute for: $1" >&2
  tail -n 20 "$folder"/*.log >&2
  exit 1
}

start_worker() {
  local registered
  registered=$(grep -c 'Registering worker' "$folder/master.log" || true)
  start "worker-$1" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory "${2:-1g}" \
    --webui-port 0 "$master"
  await 'Registering worker' $((registered + 1))
}

end_group() {
  local pid
  pid=$(cat "$1")
  rm -f "$1"
  # The executors of a worker are children of it in the same group.
  kill "-$2" -- "-$pid" 2>/dev/null || true
}

case $action in
start)
  mkdir -p "$folder"
  start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0
  await 'I have been elected leader' 1
  for n in $(seq "$3"); do start_worker "$n" "${4:-1g}"; done
  echo "$master"
  ;;
worker) start_worker "$3" "${4:-1g}" ;;
kill-worker) end_group "$folder/worker-$3.pid" KILL ;;
stop)
  for file in "$folder"/*.pid; do
    if [ -e "$file" ]; then end_group "$file" TERM; fi
  done
  ;;
*)
  echo "cluster.sh: start, worker, kill-worker or stop" >&2
  exit 2
  ;;
esac

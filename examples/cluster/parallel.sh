#!/usr/bin/env bash
# 一台机器分 N 份同时生成，再合成一份汇总：parallel.sh 文件夹 输出文件夹 [份数]
# 环境变量 ZIPING 指定程序，默认为 ziping；其余选项写在 ZIPING_OPTIONS 中，如 --format docx。
set -euo pipefail

root=$1
out=$2
count=${3:-4}
export ZIPING=${ZIPING:-ziping} ZIPING_OPTIONS=${ZIPING_OPTIONS:-} root out count

share() {
    # 退出码 3：有的填报数据有错误，其余已经生成。
    # shellcheck disable=SC2086
    "$ZIPING" batch "$root" --out "$out" --shard "$1/$count" --jobs 1 $ZIPING_OPTIONS || [ $? -eq 3 ]
}
export -f share

if command -v parallel >/dev/null 2>&1; then
    seq "$count" | parallel --halt now,fail=1 share {}
else
    seq "$count" | xargs -P "$count" -I{} bash -c 'share {}'
fi

summaries=()
for index in $(seq "$count"); do
    summaries+=("$out/batch-$index-of-$count.json")
done
"$ZIPING" batch --merge "${summaries[@]}" --out "$out"

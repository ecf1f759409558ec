#!/usr/bin/env bash
# 空机器: both commands of the README on a fresh Debian 13 that has only what the README asks for. `make bare` runs it.
# Whatever it mounts, it mounts in a namespace of its own: nothing is left mounted, however it ends.
set -euo pipefail
cd "$(dirname "$0")/.."
ROOT=$PWD/build/bare
PROJECT=/srv/yibao-city-guide
CLIENTS=(/etc/hosts /etc/resolv.conf /etc/apt/apt.conf.d /etc/apt/auth.conf.d /etc/pip.conf "$HOME/.config/pip" /etc/npmrc "$HOME/.npmrc")
AUTHORITIES=(/etc/ssl/certs /usr/local/share/ca-certificates)

refuse() { echo "$1" >&2; exit 1; }
[[ $EUID = 0 ]] || refuse "make bare 要造一个完整的 Debian 系统，只有管理员能做：请以 root 身份再运行一次。"
for program in debootstrap unshare git; do
  command -v $program >/dev/null || refuse "没有找到 $program：请先安装它（Debian：apt-get install debootstrap util-linux git）。"
done
[[ ${1-} = alone ]] || exec unshare --mount --pid --fork --kill-child --mount-proc "$0" alone

! grep -qF " $ROOT/" /proc/self/mountinfo || refuse "$ROOT 里还挂着别的文件系统：请先用 umount 卸下，再运行一次。"
rm -rf --one-file-system "$ROOT"
mirror=$(apt-get indextargets --format '$(SITE)' 'Label: Debian' 'Created-By: Packages' 2>/dev/null | sed q) || true
debootstrap --variant=minbase trixie "$ROOT" $mirror >build/bare.log 2>&1 || { tail -n 5 build/bare.log >&2; refuse "debootstrap 没有做成，原因见上。"; }

# How this machine reaches its registries is lent to the other one, not copied: it may hold passwords.
for path in "${CLIENTS[@]}"; do
  if [[ -d $path ]]; then mkdir -p "$ROOT$path"; elif [[ -e $path ]]; then mkdir -p "$ROOT${path%/*}"; touch "$ROOT$path"; else continue; fi
  mount --bind "$path" "$ROOT$path"
done
for path in "${AUTHORITIES[@]}"; do
  [[ ! -d $path ]] || { mkdir -p "$ROOT$path"; cp -RL "$path/." "$ROOT$path"; }
done
mapfile -t settings < <(env | grep -iE '^(PIP_|NPM_CONFIG_|NODE_EXTRA_CA|SSL_CERT_|REQUESTS_CA|CURL_CA|[a-z]*_proxy=)')
mount -t proc proc "$ROOT/proc"
mount -t tmpfs tmpfs "$ROOT/dev/shm"
inside() { chroot "$ROOT" env -i HOME="$HOME" PATH=/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" bash -c "$1" </dev/null 2>&1; }

git clone --quiet . "$ROOT$PROJECT"
inside "cd $PROJECT && .ci/prepare" >>build/bare.log ||
  { tail -n 5 build/bare.log >&2; refuse "README 要求的程序没有装上，原因见上。"; }
closing=()
for target in site test; do
  SECONDS=0 status=0
  inside "cd $PROJECT && make $target" | tee "build/bare-$target.log" || status=$?
  closing+=("make $target：$SECONDS 秒，结束码 $status" "$(sed '/^WARNING: Location/d' "build/bare-$target.log" | tail -n 3)")
  [[ $status = 0 ]] || break
done
printf '\n在只有 python3-venv、nodejs、npm、make、git 的 Debian %s 里（%s）：\n' "$(<"$ROOT/etc/debian_version")" "$(git rev-parse --short HEAD)"
printf '%s\n' "${closing[@]}"
exit "$status"

#!/usr/bin/env bash
# Fetches the open fonts of the page into fonts/, with their licences, from Debian's or Ubuntu's
# packages. Installs nothing; needs no root where apt has its package lists. Run again, it only
# checks what is there.
set -euo pipefail
export LC_ALL=C.UTF-8

# file | PostScript name | packages that may hold it, best first | needed or optional
FONTS='
FandolSong-Bold.otf      | FandolSong-Bold        | texlive-lang-chinese               | needed
FandolFang-Regular.otf   | FandolFang-Regular     | texlive-lang-chinese               | needed
FandolHei-Regular.otf    | FandolHei-Regular      | texlive-lang-chinese               | needed
FandolKai-Regular.otf    | FandolKai-Regular      | texlive-lang-chinese               | needed
FandolSong-Regular.otf   | FandolSong-Regular     | texlive-lang-chinese               | needed
LiberationSerif-Regular.ttf | LiberationSerif     | fonts-liberation2 fonts-liberation | needed
LXGWWenKai-Light.ttf     | LXGWWenKai-Light       | fonts-lxgw-wenkai                  | optional
NotoSerifCJK-Regular.ttc | NotoSerifCJKsc-Regular | fonts-noto-cjk                     | optional
NotoSerifCJK-Bold.ttc    | NotoSerifCJKsc-Bold    | fonts-noto-cjk                     | optional
NotoSansCJK-Regular.ttc  | NotoSansCJKsc-Regular  | fonts-noto-cjk                     | optional
'
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$project/fonts
sums=$folder/SHA256SUMS
scratch=

main() {
    if complete; then
        say "字体已齐：$folder"
        return
    fi
    if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        advise_without_apt
        return
    fi
    mkdir -p "$folder"
    scratch=$(mktemp -d "$folder/.fetch.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/packages" "$scratch/trees" "$scratch/ready" "$scratch/ready/licences"
    collect
    install_all
    say "字体已放入 $folder，许可证见 $folder/licences"
}

# Whether every font of the list is in the folder as fetched, or was not to be had.
complete() {
    [ -f "$sums" ] || return 1
    local file name packages need
    while read_font; do
        grep -qF "  $file" "$sums" || return 1
    done < <(font_list)
    (cd "$folder" && sha256sum --check --quiet --strict SHA256SUMS >/dev/null 2>&1)
}

# Brings every font that the folder lacks into $scratch/ready.
collect() {
    local file name packages need
    while read_font; do
        if is_font "$folder/$file" "$name"; then
            continue
        elif ! take "$file" "$name" "$packages"; then
            if [ "$need" = needed ]; then
                fail "未能取得 $file（软件包 $packages）。请检查网络和软件源，然后重新运行本脚本。"
            fi
            say "注意：未能取得补字字体 $file（软件包 $packages），生僻字可能无法排印。删除 $sums 后重新运行可再试。"
        fi
    done < <(font_list)
}

# take FILE NAME PACKAGES: finds FILE in the first of the packages that has it.
take() {
    local package found
    for package in $3; do
        fetch "$package" || continue
        found=$(find "$scratch/trees/$package" -type f -name "$1" -print -quit)
        if [ -n "$found" ] && is_font "$found" "$2"; then
            cp "$found" "$scratch/ready/$1"
            keep_licence "$package" "$1"
            return 0
        fi
    done
    return 1
}

# fetch PACKAGE: downloads and unpacks a package once.
fetch() {
    local tree=$scratch/trees/$1
    [ -d "$tree" ] && return 0
    [ -e "$tree.failed" ] && return 1
    say "正在下载软件包 $1 …"
    if ! download "$1" && ! { refresh_lists && download "$1"; }; then
        touch "$tree.failed"
        return 1
    fi
    mkdir "$tree"
    dpkg-deb -x "$scratch/packages/$1"_*.deb "$tree"
    rm -f "$scratch/packages/$1"_*.deb
}

download() {
    (cd "$scratch/packages" && apt-get -qq -o APT::Sandbox::User=root download "$1" 2>"$scratch/apt.log")
}

# Updates apt's package lists, once and only as root.
refresh_lists() {
    [ -e "$scratch/refreshed" ] && return 1
    touch "$scratch/refreshed"
    if [ "$(id -u)" -ne 0 ]; then
        [ -n "$(find /var/lib/apt/lists -name '*Packages*' -print -quit 2>/dev/null)" ] ||
            say "apt 尚无软件包列表。请先运行：sudo apt-get update"
        return 1
    fi
    apt-get -qq update
}

# keep_licence PACKAGE FILE: keeps the licence texts that the font comes with.
keep_licence() {
    local licences=$scratch/ready/licences tree=$scratch/trees/$1 copying
    find "$tree" -path "*/doc/$1/copyright" -exec cp {} "$licences/$1.copyright" \;
    case $2 in Fandol*)
        copying=$(find "$tree" -path '*fandol/COPYING*' -print -quit)
        case $copying in
        *.gz) gzip -dc "$copying" >"$licences/Fandol.COPYING" ;;
        ?*) cp "$copying" "$licences/Fandol.COPYING" ;;
        esac
        find "$tree" -path '*fandol/README*' -exec cp {} "$licences/Fandol.README" \;
        ;;
    esac
}

# is_font FILE NAME: whether FILE is a font or a collection that holds the PostScript name, which
# stands in the file as ASCII or as UTF-16.
is_font() {
    [ -f "$1" ] || return 1
    case $(head -c 4 "$1" | od -An -tx1 | tr -d ' ') in
    4f54544f | 00010000 | 74746366) ;;
    *) return 1 ;;
    esac
    # -c reads to the end: with -q, tr would die of a closed pipe, and pipefail takes that as no.
    tr -d '\000' <"$1" | LC_ALL=C grep -acF "$2" >/dev/null
}

# Moves the fetched files into the folder, and the list of their sums last: it says that all is well.
install_all() {
    mkdir -p "$folder/licences"
    local file name packages need
    find "$scratch/ready/licences" -type f -exec mv -f {} "$folder/licences/" \;
    find "$scratch/ready" -maxdepth 1 -type f -exec mv -f {} "$folder/" \;
    (cd "$folder" && while read_font; do
        # sha256sum passes over lines that begin with #.
        if [ -f "$file" ]; then sha256sum "$file"; else echo "# 未能取得  $file"; fi
    done < <(font_list)) >"$scratch/sums"
    chmod 644 "$scratch/sums"
    mv -f "$scratch/sums" "$sums"
}

advise_without_apt() {
    say '本机没有 apt-get，未下载字体。本机已装的下列字体可用：'
    say '  标题 方正小标宋简体或华文中宋；正文 仿宋；黑体；楷体；宋体；数字 Times New Roman'
    say "  运行 ziping fonts --system-fonts 可查看各字体由哪个文件承担、还缺什么。"
    say "也可以把 FandolSong、FandolFang、FandolHei、FandolKai（CTAN 的 fandol）和 LiberationSerif"
    say "的字体文件放入 $folder。"
}

font_list() { printf '%s' "$FONTS" | sed '/^$/d'; }

# Reads one line of the list into file, name, packages and need.
read_font() {
    IFS='|' read -r file name packages need || return 1
    file=${file// /} name=${name// /} need=${need// /}
    packages=$(echo $packages)
}

say() { printf '%s\n' "$1" >&2; }
fail() {
    say "$1"
    [ ! -s "$scratch/apt.log" ] || sed 's/^/  apt: /' "$scratch/apt.log" >&2
    exit 1
}

main

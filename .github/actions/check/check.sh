#!/usr/bin/env bash
# Attach the texts, then check the paths: lists come one a line in CHECK_PATHS and CHECK_ATTACH.
set -euo pipefail

texts=() paths=() known=()
while IFS= read -r line; do [ -z "$line" ] || texts+=("$line"); done <<< "${CHECK_ATTACH:-}"
while IFS= read -r line; do [ -z "$line" ] || paths+=("$line"); done <<< "${CHECK_PATHS:-}"
[ -z "${CHECK_BASELINE:-}" ] || known=(--baseline "$CHECK_BASELINE")

for text in "${texts[@]}"; do
    compactx attach gcm "$text" --force >&2 || [ "$?" -eq 1 ]  # 1: some clauses read otherwise
done
compactx check --recursive --format github "${known[@]}" -- "${paths[@]}"

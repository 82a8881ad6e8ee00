#!/usr/bin/env bash
# Judges a backbone and what a change does to it, in any CI. Needs Node and git, and no account, credentials or network.
#
#   verify.sh BASE [REPORT]
#
#   BASE     the commit that the change is compared with; CI has to have fetched it
#   REPORT   the file for the comparison, in Markdown; default: detour.md
#
# Environment:
#   TOPOLOGY   the topology file; default: topology.yaml
#   FAIL_ON    what of the comparison fails: worse, error or never (`detour diff --help`); default: worse
#   DETOUR     how detour is called; default: npx --no-install detour
#
# Exit codes: 0 the backbone survives what it must and the change makes nothing worse; 1 it does not, or something could
# not be read; 2 the call was wrong. REPORT is written in all cases but the last, for people to read.
set -uo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ] || [ -z "$1" ]; then
  echo "usage: verify.sh BASE [REPORT]" >&2
  exit 2
fi

base=$1
report=${2:-detour.md}
topology=${TOPOLOGY:-topology.yaml}
read -ra detour <<<"${DETOUR:-npx --no-install detour}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# The backbone as it will be, whatever it was before.
"${detour[@]}" synth "$topology" --output "$scratch/cdk.out" || failed=1

# What the change does; to nothing, where there was no backbone before. Without anything on standard output it could not be
# compared.
"${detour[@]}" diff "$base" --topology "$topology" --base-empty --format markdown --fail-on "${FAIL_ON:-worse}" \
  >"$report" 2>"$scratch/complaints" || failed=1
cat "$scratch/complaints" >&2
if [ ! -s "$report" ]; then
  failed=1
  {
    printf '### Detour could not compare this change\n\n'
    sed 's/^/    /' "$scratch/complaints"
  } >"$report"
fi

exit "$failed"

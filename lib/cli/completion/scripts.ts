// Pure: what each shell has to be told so that it asks `detour __complete`. The commands themselves are not in it, so it stays
// right when Detour is upgraded. Bash from 3.2 on, which macOS still has: no `mapfile`, and `compopt` only where it is known.

import type { Shell } from './words';

const BASH = String.raw`# Completion of detour for bash: eval "$(detour completion bash)"
_detour() {
  local line kind='' words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$kind" ]; then kind=$line; else COMPREPLY+=("$line"); fi
  done < <("$1" __complete bash -- "\${words[@]}" 2>/dev/null)
  type compopt >/dev/null 2>&1 || return 0
  case $kind in
    files) ;;
    directories) compopt -o dirnames +o default +o bashdefault ;;
    *) compopt +o default +o bashdefault ;;
  esac
  return 0
}
complete -o bashdefault -o default -F _detour detour
`;

const ZSH = String.raw`#compdef detour
# Completion of detour for zsh: source <(detour completion zsh), or as the file _detour in a folder of $fpath
_detour() {
  local kind line
  local -a lines described
  lines=("\${(@f)$("$words[1]" __complete zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  kind=$lines[1]
  for line in "\${(@)lines[2,-1]}"; do
    line=\${line//:/\\:}
    described+=("\${line/$'\t'/:}")
  done
  case $kind in
    these) _describe detour described ;;
    files) compset -P '--*='; _files ;;
    directories) compset -P '--*='; _files -/ ;;
  esac
}
if [[ "$funcstack[1]" == _detour ]]; then _detour "$@"; else compdef _detour detour; fi
`;

const FISH = String.raw`# Completion of detour for fish: detour completion fish | source
function __detour_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] __complete fish -- $words[2..-1] "$current" 2>/dev/null)
    set -l prefix (string match -r -- '^--[^=]*=' $current)
    set -l begun (string replace -r -- '^--[^=]*=' '' $current)
    switch "$lines[1]"
        case these
            string join \n -- $lines[2..-1]
        case files
            for path in (__fish_complete_path "$begun")
                echo -- "$prefix$path"
            end
        case directories
            for path in (__fish_complete_directories "$begun" '')
                echo -- "$prefix$path"
            end
    end
end
complete -c detour -f -a '(__detour_complete)'
`;

/** As it is sourced by the shell. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH.replaceAll('\\$', '$'),
  zsh: ZSH.replaceAll('\\$', '$'),
  fish: FISH,
};

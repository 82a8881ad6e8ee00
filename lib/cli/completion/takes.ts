// Pure: what can stand in the place of an argument or of the value of an option, by the word that it has in the usage.

/** Names of these are in a topology file. */
export type Named = 'links' | 'sites';

export type Takes = 'files' | 'directories' | readonly Named[];

const TAKES: ReadonlyMap<string, Takes> = new Map<string, Takes>([
  ['file', 'files'],
  ['topology', 'files'],
  ['templates', 'files'],
  ['scenario', 'files'],
  ['base', 'files'],
  ['head', 'files'],
  ['dir', 'directories'],
  ['link', ['links']],
  ['site', ['sites']],
  ['link-or-from', ['links', 'sites']],
  ['to', ['sites']],
]);

/** Undefined for what only the user knows, as a reason or a time. */
export function takesOf(placeholder: string): Takes | undefined {
  return TAKES.get(placeholder);
}

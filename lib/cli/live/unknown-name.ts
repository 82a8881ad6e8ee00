// Pure: a name that there is not, in a sentence for whoever typed it.

import { didYouMean } from '../../net/document/did-you-mean';
import { printable } from '../../net/printable';

export function unknownName(name: string, what: string, names: readonly string[]): string {
  const meant = didYouMean(name, names);
  const hint = meant === undefined ? '' : `did you mean ${meant}? `;
  return `there is no ${what} ${printable(name)}; ${hint}allowed: ${names.join(', ')}`;
}

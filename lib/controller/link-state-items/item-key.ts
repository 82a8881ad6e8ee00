// Pure: under which key of the table each value is stored. The partition key says who may write, so that a policy can
// allow a writer its own keys and no others; see docs/link-state.md.
//
//   value         partition key                sort key
//   observation   observation#LINK#SITE        latest
//   status        status#LINK#SITE             latest
//   notice        notice#WRITER#SOURCE         trusted#ID, or untrusted#ID
//   order         order                        ID
//   admission     admission                    LINK
//   publication   publication#SITE             latest
//   lease         lease#SITE                   latest

import type { StoredValue } from './stored-value';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Every item there is only one of. */
const LATEST = 'latest';

export function observationKey(link: string, site: string): ItemKey {
  return { pk: `observation#${link}#${site}`, sk: LATEST };
}

export function statusKey(link: string, site: string): ItemKey {
  return { pk: `status#${link}#${site}`, sk: LATEST };
}

export function orderKey(id: string): ItemKey {
  return { pk: 'order', sk: id };
}

export function admissionKey(link: string): ItemKey {
  return { pk: 'admission', sk: link };
}

export function leaseKey(site: string): ItemKey {
  return { pk: `lease#${site}`, sk: LATEST };
}

/**
 * `writer` is the site whose functions write the item. It is part of a notice's key because one message may be received
 * at several sites: each keeps its own item, and readers take the newest.
 */
export function itemKey(value: StoredValue, writer: string): ItemKey {
  switch (value.kind) {
    case 'observation':
      return observationKey(value.link, value.site);
    case 'status':
      return statusKey(value.link, value.site);
    case 'notice':
      return { pk: `notice#${writer}#${value.source}`, sk: `${value.trusted ? 'trusted' : 'untrusted'}#${value.id}` };
    case 'order':
      return orderKey(value.id);
    case 'admission':
      return admissionKey(value.link);
    case 'publication':
      return { pk: `publication#${value.site}`, sk: LATEST };
    case 'lease':
      return leaseKey(value.site);
  }
}

/** The end that the key of an observation names; undefined: it is the key of something else. */
export function endIn({ pk }: ItemKey): { readonly link: string; readonly site: string } | undefined {
  const [kind, link = '', site = ''] = pk.split('#');
  return kind === 'observation' ? { link, site } : undefined;
}

/** The writer that a notice's key names; for other keys it does not matter. */
export function writerIn({ pk }: ItemKey): string {
  return pk.split('#', 2)[1] ?? '';
}

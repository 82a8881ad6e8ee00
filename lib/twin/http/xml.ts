// Pure: values as XML, as AWS writes it: lists as elements of one name, times in ISO 8601.

import { XMLBuilder } from 'fast-xml-parser';

/** What is undefined is left out. */
type XmlValue = string | number | boolean | Date | readonly XmlValue[] | XmlObject | undefined;

export interface XmlObject {
  readonly [name: string]: XmlValue;
}

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

/** XML 1.0 has no way to write these. */
function writable(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

function prepared(value: XmlValue, item: string): unknown {
  if (value === undefined) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return writable(value);
  if (typeof value !== 'object') return value;
  if (isList(value)) return { [item]: value.map((one) => prepared(one, item)) };
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, prepared(one, item)]])),
  );
}

function isList(value: object): value is readonly XmlValue[] {
  return Array.isArray(value);
}

/**
 * A document.
 *
 * @param item the name of the elements of lists
 */
export function xmlDocument(root: string, content: XmlObject, item: string, namespace?: string): string {
  const attributes = namespace === undefined ? {} : { '@xmlns': namespace };
  const body = builder.build({ [root]: { ...attributes, ...(prepared(content, item) as object) } });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

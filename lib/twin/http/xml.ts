// Pure: values as XML, as AWS writes and reads it; times in ISO 8601.

import { XMLBuilder, XMLParser } from 'fast-xml-parser';

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

function prepared(value: XmlValue, item: string | undefined): unknown {
  if (value === undefined) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return writable(value);
  if (typeof value !== 'object') return value;
  if (isList(value)) {
    const items = value.map((one) => prepared(one, item));
    return item === undefined ? items : { [item]: items };
  }
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
 * @param item the name of the elements of lists; undefined: a list is an element of its own name for each item
 */
export function xmlDocument(root: string, content: XmlObject, item: string | undefined, namespace?: string): string {
  const attributes = namespace === undefined ? {} : { '@xmlns': namespace };
  const body = builder.build({ [root]: { ...attributes, ...(prepared(content, item) as object) } });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

const parser = new XMLParser({ parseTagValue: false });

/**
 * What is in a document's root: texts by the names of their elements, objects where elements are nested, and lists of
 * either where they repeat. Undefined when it is no XML with this root.
 */
export function readXml(document: string, root: string): unknown {
  try {
    const read: unknown = parser.parse(document, true);
    const content: unknown = Object.getOwnPropertyDescriptor(read, root)?.value;
    return content === '' ? {} : content;
  } catch {
    return undefined;
  }
}

// Pure: the record sets of a hosted zone, in the order in which Route 53 lists them: by the labels of their names from the
// last to the first, then by type and set identifier. Source: Route 53 API reference, ListResourceRecordSets.

import { Refused } from '../../refused';
import type { Inventory, RecordSet } from '../inventory';
import type { XmlObject } from '../xml';

/** As many as Route 53 gives at most and where nothing is said. */
const MOST_RECORDS = 300;

type Position = Pick<RecordSet, 'name' | 'type' | 'setIdentifier'>;

function fullName(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** Smaller than any character of a label, so that a name stands before the names below it. */
const SEPARATOR = '\u0000';

function keyOf({ name, type, setIdentifier = '' }: Position): string {
  const labels = fullName(name.toLowerCase()).split('.').reverse().join(SEPARATOR);
  return [labels, type, setIdentifier].join(`${SEPARATOR}${SEPARATOR}`);
}

function shownAlias({ name, zone, evaluatesHealth }: NonNullable<RecordSet['alias']>): XmlObject {
  return { HostedZoneId: zone, DNSName: name, EvaluateTargetHealth: evaluatesHealth };
}

function shown({ name, type, ttl, values, setIdentifier, failover, healthCheck, alias }: RecordSet): XmlObject {
  return {
    Name: name,
    Type: type,
    SetIdentifier: setIdentifier,
    Failover: failover,
    TTL: ttl,
    ...(alias ? {} : { ResourceRecords: { ResourceRecord: values.map((Value) => ({ Value })) } }),
    ...(alias ? { AliasTarget: shownAlias(alias) } : {}),
    HealthCheckId: healthCheck,
  };
}

/** Where the page begins: type and identifier only with what stands before them. */
function startOf(query: URLSearchParams): Position | undefined {
  const [name, type, setIdentifier] = ['name', 'type', 'identifier'].map((key) => query.get(key) ?? undefined);
  if ((type !== undefined && name === undefined) || (setIdentifier !== undefined && type === undefined))
    throw new Refused('InvalidInput', 'a type is given with a name, and an identifier with a type');
  return name === undefined ? undefined : { name, type: type ?? '', ...(setIdentifier ? { setIdentifier } : {}) };
}

export function listRecords(
  { hostedZones, recordSets }: Inventory,
  zone: string,
  query: URLSearchParams,
  pageSize: number,
): XmlObject {
  if (!hostedZones.some(({ id }) => id === zone))
    throw new Refused('NoSuchHostedZone', `No hosted zone found with ID: ${zone}`);
  const asked = Number(query.get('maxitems') ?? MOST_RECORDS);
  if (!Number.isInteger(asked) || asked < 1) throw new Refused('InvalidInput', `maxitems is ${asked}`);
  const start = startOf(query);
  const rest = recordSets
    .filter((record) => record.zone === zone)
    .map((record) => ({ record, key: keyOf(record) }))
    .filter(({ key }) => start === undefined || key >= keyOf(start))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const given = rest.slice(0, Math.min(asked, MOST_RECORDS, pageSize));
  const next = rest[given.length]?.record;
  return {
    ResourceRecordSets: { ResourceRecordSet: given.map(({ record }) => shown(record)) },
    IsTruncated: next !== undefined,
    NextRecordName: next?.name,
    NextRecordType: next?.type,
    NextRecordIdentifier: next?.setIdentifier,
    MaxItems: String(asked),
  };
}

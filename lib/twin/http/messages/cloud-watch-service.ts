// CloudWatch's PutMetricData: values are kept, and no alarm follows them. Source: CloudWatch API reference, PutMetricData.
// How old a value may be is not checked: whoever sends it need not know the time of the twin.

import * as z from 'zod';
import { Refused } from '../../refused';
import { type JsonOperation, jsonOperation, jsonService } from '../json-service';
import type { Service } from '../service';
import type { World } from '../world';
import type { Outbox } from './outbox';

const INVALID = 'InvalidParameterValueException';
const MOST_VALUES = 1_000;
const MOST_DIMENSIONS = 30;
/** The largest that CloudWatch takes, either way. */
const LARGEST = 2 ** 360;

const text = z.string().min(1).max(255);
const DATUM = z.object({
  MetricName: text,
  Dimensions: z
    .array(z.object({ Name: text, Value: z.string().min(1).max(1_024) }))
    .max(MOST_DIMENSIONS)
    .exactOptional(),
  Timestamp: z.number().exactOptional(),
  Value: z.number().min(-LARGEST).max(LARGEST).exactOptional(),
  Unit: z.string().exactOptional(),
  StorageResolution: z.literal([1, 60]).exactOptional(),
});
const PUT = z.object({
  Namespace: text.regex(/^[^:]+$/, 'has a colon'),
  MetricData: z.array(DATUM).min(1).max(MOST_VALUES),
});

type Datum = z.infer<typeof DATUM>;

/** The twin takes single values, as Detour sends them: no statistics and no lists of values. */
function singleValue({ MetricName, Value }: Datum): number {
  if (Value === undefined) throw new Refused(INVALID, `${MetricName} has no Value, and nothing else is served`);
  return Value;
}

function metricOperations(world: World, outbox: Outbox): Readonly<Record<string, JsonOperation>> {
  return {
    PutMetricData: jsonOperation(true, INVALID, PUT, ({ Namespace: namespace, MetricData }, region) => {
      if (namespace.startsWith('AWS/')) throw new Refused(INVALID, 'Namespaces that begin with AWS/ are reserved');
      const kept = MetricData.map((datum) => ({
        region,
        atMs: datum.Timestamp === undefined ? world.now : datum.Timestamp * 1_000,
        namespace,
        name: datum.MetricName,
        value: singleValue(datum),
        dimensions: Object.fromEntries((datum.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
      }));
      outbox.metrics.push(...kept);
      return {};
    }),
  };
}

export function cloudWatchService(world: World, outbox: Outbox): Service {
  return jsonService({
    service: 'cloudwatch',
    target: 'GraniteServiceVersion20100801',
    operations: metricOperations(world, outbox),
  });
}

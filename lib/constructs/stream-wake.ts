import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue';
import type { HandlerFunction } from './handler-function';

export interface StreamWakeProps {
  /** What is woken. */
  readonly handler: HandlerFunction;
  /** Stream of a table whose partition key is `pk`. The caller grants `handler.role` the key of the table. */
  readonly streamArn: string;
  /** Partition keys of items that wake nobody. */
  readonly ignoredKeys: readonly string[];
  /** A text attribute: who writes an item that has it has said the same before. It wakes nobody. */
  readonly steadyAttribute: string;
}

/** A wake-up that is older has been overtaken by the start of each minute. */
const LATEST = Duration.minutes(1);
/** All changes of a moment are one reason to run. DynamoDB hands over no more than 6 MB at once. */
const AT_ONCE = 1_000;
/** A run that waited in vain for another one to end is tried again; a minute has no room for more. */
const RETRIES = 3;

/**
 * Wakes a function whenever something in a table changes, at once and with everything that has changed by then. The filter
 * keeps back what is news to nobody before it costs a call; an attribute that is not there, also of an item that was
 * deleted, exists as little as Lambda's documentation of filters for DynamoDB has it. Whatever
 * could not be handed over within a minute is kept apart for people to see: the function is not kept from what comes
 * after it, and nothing is lost, because a run reads all there is.
 */
export class StreamWake extends Construct {
  /** Something in it is a minute in which changes woke nobody. */
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: StreamWakeProps) {
    super(scope, id);
    const { handler, streamArn } = props;
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue');
    permitReading(handler, streamArn);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: handler.function,
      eventSourceArn: streamArn,
      // What is older is read by the first run, whatever wakes it.
      startingPosition: StartingPosition.LATEST,
      batchSize: AT_ONCE,
      maxBatchingWindow: Duration.seconds(0),
      maxRecordAge: LATEST,
      retryAttempts: RETRIES,
      onFailure: this.deadLetterQueue.destinationFor(handler.role),
      filters: [FilterCriteria.filter(news(props))],
    });
    // Lambda tries both permissions when the mapping is made.
    mapping.node.addDependency(handler.role);
  }
}

function news({ ignoredKeys, steadyAttribute }: StreamWakeProps) {
  return {
    dynamodb: {
      Keys: { pk: { S: [{ 'anything-but': ignoredKeys }] } },
      NewImage: { [steadyAttribute]: { S: [{ exists: false }] } },
    },
  };
}

/** ListStreams on the stream itself, as in the tutorial of DynamoDB's documentation. */
function permitReading({ role }: HandlerFunction, streamArn: string): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      resources: [streamArn],
    }),
  );
}

// DynamoDB over AWS's JSON protocol 1.0: items of tables with a partition key `pk` and a sort key `sk`. What else a request asks
// for is refused, so that nobody takes for done what was ignored.

import { jsonService } from '../json-service';
import type { Service } from '../service';
import { readOperations } from './reads';
import type { FindTable } from './table';
import { writeOperations } from './writes';

export function dynamoDbService(find: FindTable): Service {
  return jsonService({
    service: 'dynamodb',
    target: 'DynamoDB_20120810',
    version: '1.0',
    operations: { ...readOperations(find), ...writeOperations(find) },
  });
}

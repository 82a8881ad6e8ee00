// Codes of what somebody accepts.

import type { Assembly } from '../../../lib/verify/assembly';
import { without } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { baseline, hybrid } from './world';

/** Without a route to cmh, which is accepted on the whole app for a reason. */
function accepting(of: Assembly, reason: string): Assembly {
  return { ...of, acknowledgements: [{ ids: ['verify-no-path[iad>cmh]'], reason, at: '' }] };
}

const lost = () => without(hybrid(), baseline('iad/spokes/cmh'));

export const ACKNOWLEDGEMENTS: readonly Exhibit[] = [
  {
    code: 'verify-acknowledgement-without-reason',
    wrong: ['a lost flow is acknowledged without a reason', () => accepting(lost(), ' ')],
    right: ['a lost flow is acknowledged for a reason', () => accepting(lost(), 'cmh moves tomorrow')],
  },
  {
    code: 'verify-acknowledgement-unused',
    wrong: ['the flow that is acknowledged is not lost', () => accepting(hybrid(), 'cmh moves tomorrow')],
    right: ['the flow that is acknowledged is lost', () => accepting(lost(), 'cmh moves tomorrow')],
  },
];

// Direct Connect's side of taking the BGP sessions of a site's links down for a while. Source: Direct Connect API
// reference, StartBgpFailoverTest, StopBgpFailoverTest and ListVirtualInterfaceTestHistory.

import {
  type DirectConnectClient,
  ListVirtualInterfaceTestHistoryCommand,
  type ListVirtualInterfaceTestHistoryResponse,
  StartBgpFailoverTestCommand,
  StopBgpFailoverTestCommand,
  type VirtualInterfaceTestHistory,
} from '@aws-sdk/client-direct-connect';
import type { BgpTestPort, RunningTest } from '../bgp-down/test-port';
import { called } from './failure';
import { PAUSES, type Pauses } from './look-again';
import { type Progress, written } from './written';

type DirectConnect = Pick<DirectConnectClient, 'send'>;

/** Only in these words is a test over; in any other it may be going on. */
const OVER: ReadonlySet<string> = new Set(['completed', 'cancelled', 'failed']);

function running({ testId: id, status = '' }: VirtualInterfaceTestHistory): readonly RunningTest[] {
  return id === undefined || OVER.has(status.toLowerCase()) ? [] : [{ id }];
}

/** All pages, because in which order tests are told is not documented. */
async function runningTest(directConnect: DirectConnect, virtualInterfaceId: string): Promise<RunningTest | undefined> {
  const found: RunningTest[] = [];
  let nextToken: string | undefined;
  do {
    const command: ListVirtualInterfaceTestHistoryCommand = new ListVirtualInterfaceTestHistoryCommand({
      virtualInterfaceId,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const page: ListVirtualInterfaceTestHistoryResponse = await called(
      'ListVirtualInterfaceTestHistory',
      virtualInterfaceId,
      () => directConnect.send(command),
    );
    found.push(...(page.virtualInterfaceTestHistory ?? []).flatMap(running));
    nextToken = page.nextToken || undefined;
  } while (nextToken !== undefined);
  return found[0];
}

function progressTo(isToRun: boolean) {
  return (test: RunningTest | undefined): Progress => {
    if ((test !== undefined) === isToRun) return { kind: 'done' };
    return { kind: 'absent', why: test ? `test ${test.id} is going on` : 'no test is going on' };
  };
}

/** `interfaceOf`: id of the virtual interface by link, of each link whose session may be taken down. */
export function bgpFailoverApi(
  directConnect: DirectConnect,
  interfaceOf: ReadonlyMap<string, string>,
  pauses: Pauses = PAUSES,
): BgpTestPort {
  const write = async (link: string, operation: string, isToRun: boolean, call: (id: string) => Promise<unknown>) => {
    const id = interfaceOf.get(link);
    if (id === undefined) throw new Error(`the virtual interface of ${link} is not known`);
    const look = () => runningTest(directConnect, id);
    await written({ operation, resource: id, call: () => call(id), look, progress: progressTo(isToRun) }, pauses);
  };
  return {
    async readTests() {
      const tests = await Promise.all(
        [...interfaceOf].map(async ([link, id]) => [link, await runningTest(directConnect, id)] as const),
      );
      return new Map(tests.flatMap(([link, test]): [string, RunningTest][] => (test ? [[link, test]] : [])));
    },
    startTest: (link, testDurationInMinutes) =>
      write(link, 'StartBgpFailoverTest', true, (virtualInterfaceId) =>
        directConnect.send(new StartBgpFailoverTestCommand({ virtualInterfaceId, testDurationInMinutes })),
      ),
    stopTest: (link) =>
      write(link, 'StopBgpFailoverTest', false, (virtualInterfaceId) =>
        directConnect.send(new StopBgpFailoverTestCommand({ virtualInterfaceId })),
      ),
  };
}

// Pure: what is needed of Direct Connect to take the BGP session of a link down. AWS calls that a failover test: it ends
// by itself after the minutes with which it was begun, whoever has died meanwhile, and the session comes back.

/** A test that is going on. */
export interface RunningTest {
  readonly id: string;
}

/** Those that are going on, by link. */
export type BgpTests = ReadonlyMap<string, RunningTest>;

/** The tests of this site's Direct Connect links. Rejects with an Error when the API refuses or does not answer. */
export interface BgpTestPort {
  /** Whoever began them. */
  readTests(): Promise<BgpTests>;
  /** Direct Connect StartBgpFailoverTest; rejects while a test of the link is going on. */
  startTest(link: string, minutes: number): Promise<void>;
  /** Direct Connect StopBgpFailoverTest; rejects when no test of the link is going on. */
  stopTest(link: string): Promise<void>;
}

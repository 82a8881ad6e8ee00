// Pure: where a controller has its site's configuration from. It is read again once a minute, because a deployment changes
// it beneath a function that is running. While it cannot be read or understood, the last one that was stays in use: a
// deployment under way, or a parameter store that does not answer, must not keep traffic on a link that dies now.
//
//   known before   asked for anew   last tried         what is used
//   no             any              any                what is read now, or nothing: then the run fails
//   yes            no               under 60 s ago     what is known
//   yes            no               60 s ago or more   what is read now within 2 s, else what is known
//   yes            yes              any                what is read now within 10 s, else what is known

import type { AuditEntry } from '../audit';
import { type ReadSite, readSite, type SiteConfig, topologyIn } from './read-site';

/** The parameters of a site by name without its path; rejects when they cannot be read, or not within the time. */
export type ReadParameters = (limitMs: number) => Promise<ReadonlyMap<string, string>>;

interface LoadedSite {
  readonly config: SiteConfig;
  /** What a person may want to know about it, and has not been told. */
  readonly entries: readonly AuditEntry[];
  /** They have been told: they are not given again before something else is wrong. */
  told(): void;
}

const REFRESH_MS = 60_000;
const PATIENT_MS = 10_000;
/** Traffic may be waiting, and what is known will do. */
const SHORT_MS = 2_000;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class SiteSource {
  private config: SiteConfig | undefined;
  private outcome: ReadSite | undefined;
  private triedMs = Number.NEGATIVE_INFINITY;
  private text = '';
  private toldOf = '';

  constructor(
    private readonly site: string,
    private readonly read: ReadParameters,
  ) {}

  /** `fresh`: whatever was read before is read again. Throws when there has been nothing to use yet. */
  async load(nowMs: number, fresh = false): Promise<LoadedSite> {
    if (!this.outcome || !this.config || fresh || nowMs - this.triedMs >= REFRESH_MS) {
      this.outcome = await this.tryToRead(this.config && !fresh ? SHORT_MS : PATIENT_MS);
      this.triedMs = nowMs;
      if (this.outcome.kind === 'read') this.config = this.outcome.config;
    }
    const { outcome, config } = this;
    const said = whyOf(outcome);
    if (!config) throw new Error(`the configuration of ${this.site} cannot be used: ${said}`);
    if (said === '') this.toldOf = '';
    const told = () => {
      this.toldOf = said;
    };
    return { config, entries: said === this.toldOf ? [] : [this.entry(outcome, said, nowMs)], told };
  }

  /** Id of the topology that is being deployed, read anew. Undefined: none is told. Rejects when that cannot be read. */
  async topology(): Promise<string | undefined> {
    return topologyIn(await this.read(SHORT_MS));
  }

  private async tryToRead(limitMs: number): Promise<ReadSite> {
    try {
      const parameters = await this.read(limitMs);
      const text = JSON.stringify([...parameters].sort());
      // Equal values are equal objects, so that what was computed from them is not computed again.
      if (this.config && text === this.text) return { kind: 'read', config: this.config };
      const outcome = readSite(this.site, parameters);
      if (outcome.kind === 'read') this.text = text;
      return outcome;
    } catch (error) {
      return { kind: 'unreadable', why: [reasonOf(error)] };
    }
  }

  private entry(outcome: ReadSite, said: string, atMs: number): AuditEntry {
    const at = { atMs, site: this.site };
    return outcome.kind === 'read'
      ? { ...at, code: 'config-incomplete', because: `nothing can be done with what has no id here: ${said}` }
      : { ...at, code: 'config-unreadable', because: `the configuration read before stays in use: ${said}` };
  }
}

/** Empty: nothing is wrong. */
function whyOf(outcome: ReadSite): string {
  return (outcome.kind === 'read' ? outcome.config.missing : outcome.why).join('; ');
}

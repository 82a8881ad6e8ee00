// Pure: where a controller has its site's configuration from. It is read again once a minute, because a deployment changes
// it beneath a function that is running. While it cannot be read or understood, the last one that was stays in use: a
// deployment under way, or a parameter store that does not answer, must not keep traffic on a link that dies now.

import type { AuditEntry } from '../audit';
import { type ReadSite, readSite, type SiteConfig } from './read-site';

/** The parameters of a site by name without its path; rejects when they cannot be read. */
export type ReadParameters = () => Promise<ReadonlyMap<string, string>>;

interface LoadedSite {
  readonly config: SiteConfig;
  /** What is new about it since the last time, and a person may want to know. */
  readonly entries: readonly AuditEntry[];
}

const REFRESH_MS = 60_000;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class SiteSource {
  private config: SiteConfig | undefined;
  private readMs = Number.NEGATIVE_INFINITY;
  private text = '';
  private told = '';

  constructor(
    private readonly site: string,
    private readonly read: ReadParameters,
  ) {}

  /** `fresh`: whatever was read before is read again. Throws when there has been nothing to use yet. */
  async load(nowMs: number, fresh = false): Promise<LoadedSite> {
    if (this.config && !fresh && nowMs - this.readMs < REFRESH_MS) return { config: this.config, entries: [] };
    const outcome = await this.tryToRead();
    if (outcome.kind === 'read') {
      this.config = outcome.config;
      this.readMs = nowMs;
    }
    if (!this.config) throw new Error(`the configuration of ${this.site} cannot be used: ${whyOf(outcome)}`);
    return { config: this.config, entries: this.news(outcome, nowMs) };
  }

  private async tryToRead(): Promise<ReadSite> {
    try {
      const parameters = await this.read();
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

  private news(outcome: ReadSite, atMs: number): readonly AuditEntry[] {
    const said = whyOf(outcome);
    if (said === this.told) return [];
    this.told = said;
    if (said === '') return [];
    const at = { atMs, site: this.site };
    return outcome.kind === 'read'
      ? [{ ...at, code: 'config-incomplete', because: `nothing can be done with what has no id here: ${said}` }]
      : [{ ...at, code: 'config-unreadable', because: `the configuration read before stays in use: ${said}` }];
  }
}

/** Empty: nothing is wrong. */
function whyOf(outcome: ReadSite): string {
  return (outcome.kind === 'read' ? outcome.config.missing : outcome.why).join('; ');
}

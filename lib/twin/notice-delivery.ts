// Notices on their way to the functions that take them in, which are those that run on AWS: a provider's mail to the site
// that receives mail, an event of AWS Health to every region that it is about.

import type { AuditEntry } from '../controller/audit';
import { takeHealthEvent } from '../controller/signals/aws-health/take-event';
import { keepSignals, readMessage } from '../controller/signals/maintnote/take-message';
import type { Announcers } from '../controller/signals/maintnote/trust';
import type { LinkIdentity } from '../controller/signals/signal';
import { signalStoreOf } from './database-stores';
import { type HealthDetails, healthEvent } from './health-event';
import { alsoKnown, entitiesOf, linkIdentities } from './identities';
import type { SaidMaintenance } from './notice-message';
import { announcersOf, type Mail, providerMail } from './provider-mail';
import type { Random } from './random';
import { clockAt, type World } from './world';

/** What an event of AWS Health has beside what is said of the maintenance. */
type HealthForm = Pick<HealthDetails, 'updatedMs' | 'page' | 'drill'>;

export class NoticeDelivery {
  private readonly random: Random;
  private mails = 0;

  /** @param known what a topology says that links are known by, beside the ids of the network */
  constructor(
    private readonly world: World,
    private readonly known: readonly LinkIdentity[] = [],
  ) {
    this.random = world.random('notices');
  }

  /** `authentic`: the sender's domain vouches for it. */
  mail(said: SaidMaintenance, provider: string, authentic: boolean): void {
    this.mails += 1;
    this.message(providerMail(said, provider, authentic, `mail-${this.mails}`), announcersOf(provider));
  }

  /** At the site that receives mail. */
  message(mail: Mail, announcers: Announcers): void {
    this.start(this.world.backbone.policy.admission, (site) => this.takeMail(mail, announcers, site));
  }

  /** An event of AWS Health in whatever form it is, at every site that runs functions. */
  healthEvent(event: unknown): void {
    const sites = this.world.backbone.sites.filter(({ kind }) => kind === 'aws');
    for (const { name } of sites) this.start(name, () => this.takeHealth(event, name));
  }

  /** Of one region, and copied to each other where a link of it ends. */
  health(said: SaidMaintenance, form: HealthForm): void {
    const { backbone, fabric } = this.world;
    const region = backbone.policy.admission;
    const entities = said.links.flatMap((link) => entitiesOf(fabric.network, link));
    const event = healthEvent(said, { ...form, entities, region });
    const ends = backbone.links.filter(({ name }) => said.links.includes(name)).flatMap(({ between }) => between);
    const sites = backbone.sites.filter(({ name, kind }) => kind === 'aws' && ends.includes(name));
    const named = sites.length === 0 ? [region] : sites.map(({ name }) => name);
    for (const site of named) this.start(site, () => this.takeHealth(event, site));
  }

  private start(site: string, run: (site: string) => Promise<void>): void {
    const { clock, latencies } = this.world;
    clock.start(clock.now() + this.random(...latencies.start), () => run(site));
  }

  private functionAt(site: string) {
    const { database, fabric, backbone, tell } = this.world;
    return {
      site,
      now: () => clockAt(this.world, site).now(),
      identities: alsoKnown(linkIdentities(fabric.network, backbone, site), this.known),
      database: database.portOf(site),
      signals: signalStoreOf(database, site),
      tell: (entries: readonly AuditEntry[]) => entries.forEach(tell),
    };
  }

  /** A mail is parsed in real time, which is none of the twin's. */
  private async takeMail({ event, bytes }: Mail, announcers: Announcers, site: string): Promise<void> {
    const { identities, ...deps } = this.functionAt(site);
    const readers = async () => ({ site, identities, announcers });
    const objects = { read: async () => bytes };
    const read = await this.world.clock.outside(readMessage(event, { ...deps, readers, objects }));
    await keepSignals(read, deps);
  }

  private async takeHealth(event: unknown, site: string): Promise<void> {
    const { identities, ...deps } = this.functionAt(site);
    await takeHealthEvent(event, { ...deps, identities: async () => identities });
  }
}

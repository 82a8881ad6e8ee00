// Notices on their way to the functions that take them in, which are those that run on AWS: a provider's mail to the site
// that receives mail, an event of AWS Health to every region that it is about.

import type { AuditEntry } from '../controller/audit';
import { takeHealthEvent } from '../controller/signals/aws-health/take-event';
import { keepSignals, readMessage } from '../controller/signals/maintnote/take-message';
import { signalStoreOf } from './database-stores';
import { type HealthDetails, healthEvent } from './health-event';
import { entitiesOf, linkIdentities } from './identities';
import type { SaidMaintenance } from './notice-message';
import { announcersOf, type Mail, providerMail } from './provider-mail';
import type { Random } from './random';
import { clockAt, type World } from './world';

/** What an event of AWS Health has beside what is said of the maintenance. */
type HealthForm = Pick<HealthDetails, 'updatedMs' | 'page' | 'drill'>;

export class NoticeDelivery {
  private readonly random: Random;
  private mails = 0;

  constructor(private readonly world: World) {
    this.random = world.random('notices');
  }

  /** `authentic`: the sender's domain vouches for it. */
  mail(said: SaidMaintenance, provider: string, authentic: boolean): void {
    this.mails += 1;
    const mail = providerMail(said, provider, authentic, `mail-${this.mails}`);
    this.start(this.world.backbone.policy.admission, (site) => this.takeMail(mail, provider, site));
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
      identities: linkIdentities(fabric.network, backbone, site),
      database: database.portOf(site),
      signals: signalStoreOf(database, site),
      tell: (entries: readonly AuditEntry[]) => entries.forEach(tell),
    };
  }

  /** A mail is parsed in real time, which is none of the twin's. */
  private async takeMail({ event, bytes }: Mail, provider: string, site: string): Promise<void> {
    const { identities, ...deps } = this.functionAt(site);
    const readers = async () => ({ site, identities, announcers: announcersOf(provider) });
    const objects = { read: async () => bytes };
    const read = await this.world.clock.outside(readMessage(event, { ...deps, readers, objects }));
    await keepSignals(read, deps);
  }

  private async takeHealth(event: unknown, site: string): Promise<void> {
    const { identities, ...deps } = this.functionAt(site);
    await takeHealthEvent(event, { ...deps, identities: async () => identities });
  }
}

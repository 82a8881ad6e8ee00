// Pure: whether a message may drain links by itself. Each test is total and looks only at the message; all that fail are
// told.
//
//   dropped into the bucket     as the topology says: `maintenance.dropped`
//   mail                        SPF, DKIM and DMARC passed, no virus, one sender, who is on the list of the provider
//                               that the notice names

import { addressesIn } from './mail';

/** A provider of the topology. Names and addresses are compared without regard to case. */
export interface Provider {
  readonly name: string;
  /** `noc@carrier.example`, or every address of a domain as `@carrier.example`. */
  readonly senders: readonly string[];
  /** What stands in X-MAINTNOTE-PROVIDER. */
  readonly announcesAs: readonly string[];
}

/** Who may announce maintenance. */
export interface Announcers {
  readonly providers: readonly Provider[];
  /** What a person puts into the bucket. */
  readonly dropped: 'alert' | 'trusted';
}

type Verdicts = Readonly<Record<'spf' | 'dkim' | 'dmarc' | 'virus', string>>;

/** How a message came, as those say whom its sender cannot influence. */
export type Origin =
  | { readonly kind: 'dropped' }
  | {
      readonly kind: 'mail';
      readonly verdicts: Verdicts;
      /** The From headers as the receiving server read them. */
      readonly commonFrom: readonly string[];
    };

/** What the tests look at. */
interface Claim {
  readonly origin: Origin;
  /** The one address in From; absent: there is not exactly one. */
  readonly from?: string;
  /** X-MAINTNOTE-PROVIDER. */
  readonly announced: string;
}

function isAnnouncedAs({ announcesAs }: Provider, announced: string): boolean {
  return announcesAs.some((name) => name.toLowerCase() === announced.toLowerCase());
}

/** The provider that a notice names. */
export function providerOf(announced: string, { providers }: Announcers): Provider | undefined {
  return providers.find((provider) => isAnnouncedAs(provider, announced));
}

function maySend({ senders }: Provider, from: string): boolean {
  const domain = from.slice(from.lastIndexOf('@'));
  return senders.some((sender) => sender.toLowerCase() === (sender.startsWith('@') ? domain : from));
}

function failedChecks(verdicts: Verdicts): readonly string[] {
  const checks = [
    ['SPF', verdicts.spf],
    ['DKIM', verdicts.dkim],
    ['DMARC', verdicts.dmarc],
  ] as const;
  const failed = checks.filter(([, verdict]) => verdict !== 'PASS').map(([check]) => `${check} did not pass`);
  return verdicts.virus === 'FAIL' ? [...failed, 'a virus was found'] : failed;
}

function senderComplaint(commonFrom: readonly string[], from: string | undefined): readonly string[] {
  if (from === undefined) return ['it has not exactly one sender'];
  // The mail server may have decoded a name, with a comma in it and without quotation marks.
  const [seen, ...more] = addressesIn(commonFrom);
  return seen === from && more.length === 0 ? [] : ['its sender is not whom the mail server saw'];
}

/** Every reason not to trust the message; none: it is trusted. */
export function complaints({ origin, from, announced }: Claim, announcers: Announcers): readonly string[] {
  if (origin.kind === 'dropped')
    return announcers.dropped === 'trusted' ? [] : ['the topology does not trust what is put into the bucket'];
  const provider = providerOf(announced, announcers);
  const unknown = provider ? [] : [`no provider of the topology announces as ${announced}`];
  const unlisted =
    provider && from !== undefined && !maySend(provider, from) ? [`${from} may not announce for ${provider.name}`] : [];
  return [...failedChecks(origin.verdicts), ...senderComplaint(origin.commonFrom, from), ...unknown, ...unlisted];
}

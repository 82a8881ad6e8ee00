// Pure: what is known only after deployment (the inside addresses of tunnels, names of interfaces, keys), as a person
// gives it on the command line; and what stands in its place until then, which no router takes for an address.

import { err, ok, type Result } from '../net/result';
import { isIpv4 } from './session-addresses';

export interface DeployedPeer {
  readonly amazonAddress?: string;
  readonly customerAddress?: string;
  readonly interface?: string;
}

/** By name of the session. */
export type DeployedPeers = ReadonlyMap<string, DeployedPeer>;

const FORM = 'SESSION=AMAZON-ADDRESS[,CUSTOMER-ADDRESS[,INTERFACE]]';
const INTERFACE = /^[A-Za-z][\w./:-]*$/;

function given(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}

function parsePeer(text: string): Result<readonly [string, DeployedPeer], string> {
  const [, name = '', list = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  const parts = list.split(',').map((part) => part.trim());
  const [amazonAddress, customerAddress, port] = parts.map(given);
  if (name === '' || list === '' || parts.length > 3)
    return err(`got ${text}; allowed: ${FORM}, of which parts may be empty`);
  const bad = [amazonAddress, customerAddress].find((address) => address !== undefined && !isIpv4(address));
  if (bad !== undefined) return err(`got ${bad} in ${text}; allowed: an IPv4 address`);
  if (port !== undefined && !INTERFACE.test(port))
    return err(`got ${port} in ${text}; allowed: the name of an interface`);
  const peer = {
    ...(amazonAddress === undefined ? {} : { amazonAddress }),
    ...(customerAddress === undefined ? {} : { customerAddress }),
    ...(port === undefined ? {} : { interface: port }),
  };
  return ok([name, peer]);
}

/** Reads `SESSION=AMAZON-ADDRESS[,CUSTOMER-ADDRESS[,INTERFACE]]`, one text for each session. */
export function parsePeers(texts: readonly string[]): Result<DeployedPeers, string> {
  const peers = new Map<string, DeployedPeer>();
  for (const text of texts) {
    const parsed = parsePeer(text);
    if (!parsed.ok) return parsed;
    const [name, peer] = parsed.value;
    if (peers.has(name)) return err(`got two values for ${name}; allowed: one`);
    peers.set(name, peer);
  }
  return ok(peers);
}

/** Stands for a value that is not known: one word, and nothing that a router takes for an address or a number. */
export function placeholder(of: string, what: string): string {
  return `<FILL-IN:${of}:${what}>`;
}

const PLACEHOLDER = /<FILL-IN:([^:>]+):([^>]+)>/g;

/** What is to be filled in, each once, in the order of the text. */
export function toFillIn(text: string): readonly string[] {
  return [...new Set(text.match(PLACEHOLDER) ?? [])];
}

// `detour router-config`: prints what the routers of an on-prem site have to be told, so that it can go into a file.

import { err, ok, type Result } from '../net/result';
import { parsePeers, placeholder, toFillIn } from '../router-config/deployed-values';
import { routerConfig } from '../router-config/from-topology';
import type { RouterConfig } from '../router-config/router-config';
import { configText, watcherText } from '../router-config/texts';
import { VENDORS, type Vendor } from '../router-config/vendor';
import { loadTopology } from '../topology/load';
import { complain } from './complain';
import { EXIT, type Io } from './io';

export interface RouterConfigOptions {
  readonly vendor?: Vendor;
  readonly topology: string;
  readonly link?: readonly string[];
  readonly routerId?: string;
  readonly peer?: readonly string[];
  readonly watcher?: boolean;
  readonly json?: boolean;
}

function usage(problem: string, io: Io): number {
  io.err(`error: ${problem}`);
  return EXIT.usage;
}

const PEER_PARTS = ['amazon-address', 'customer-address', 'interface'];

/** The option that gives what is not known of a session, with what is to be replaced in capitals. */
function peerOption(name: string, open: readonly string[]): readonly string[] {
  const parts = PEER_PARTS.map((part) => (open.includes(placeholder(name, part)) ? part.toUpperCase() : ''));
  const list = parts.join(',').replace(/,+$/, '');
  return parts.every((part) => part === '') ? [] : [`  --peer ${name}=${list}`];
}

/** Standard error says what is not known yet, so that what is printed can go on to a file. */
function warnOfPlaceholders(text: string, { links }: RouterConfig, io: Io): void {
  const open = toFillIn(text);
  if (open.length === 0) return;
  io.err('to be filled in before this goes to a router:');
  for (const one of open) io.err(`  ${one}`);
  const options = links.flatMap(({ sessions }) => sessions.flatMap(({ name }) => peerOption(name, open)));
  if (options.length > 0) io.err('options that do so:');
  for (const option of options) io.err(option);
}

function warnOfUnmeasured({ links }: RouterConfig, io: Io): void {
  for (const { name, probe } of links)
    if (!probe) io.err(`link ${name} is not measured, so no router sees it drop data: give it a probe target`);
}

/** What is to be printed, or what is wrong with the options. */
function textOf(config: RouterConfig, { vendor, watcher, json }: RouterConfigOptions): Result<string, string> {
  if (json && (watcher || vendor !== undefined))
    return err(`--json is in no vendor's words; allowed: without ${watcher ? '--watcher' : '--vendor'}`);
  if (json) return ok(JSON.stringify(config, undefined, 2));
  if (vendor === undefined) return err(`--vendor is missing; allowed: ${VENDORS.join(', ')}; or --json`);
  const text = watcher ? watcherText(vendor, config) : configText(vendor, config);
  if (text === undefined)
    return err(`--watcher is for frr and junos; the configuration of ${vendor} watches by itself`);
  return ok(text);
}

function print(config: RouterConfig, options: RouterConfigOptions, io: Io): number {
  const text = textOf(config, options);
  if (!text.ok) return usage(text.error, io);
  io.out(text.value);
  warnOfPlaceholders(text.value, config, io);
  warnOfUnmeasured(config, io);
  return EXIT.ok;
}

export function printRouterConfig(site: string, options: RouterConfigOptions, io: Io): number {
  const { peer = [], link: links = [], routerId } = options;
  const peers = parsePeers(peer);
  if (!peers.ok) return usage(`--peer: ${peers.error}`, io);
  const topology = loadTopology(options.topology);
  if (!topology.ok) {
    complain(topology.error, io);
    return EXIT.problem;
  }
  const router = { deployed: peers.value, links, ...(routerId === undefined ? {} : { id: routerId }) };
  const config = routerConfig(topology.value, site, router);
  return config.ok ? print(config.value, options, io) : usage(config.error, io);
}

// Pure: the watcher of one site: the program, and above it what it has to know of this site's links.

import { linkName } from '../names';
import type { LinkProbe, RouterConfig, RouterLink } from '../router-config';
import { WATCHER_PROGRAM } from './program';

/** How one vendor's routers are told, each as a command with its arguments. */
interface RouterCommands {
  /** Prints which policy is in force. */
  show(link: string): readonly string[];
  /** What is in that print when this policy is. */
  inForce(link: string, policy: string): string;
  /** Puts a policy in force for what a link hears. */
  apply(config: RouterConfig, link: string, policy: string): readonly string[];
}

export const FRR_COMMANDS: RouterCommands = {
  show: () => ['vtysh', '-c', 'show running-config bgpd'],
  inForce: (link, policy) => `neighbor ${link} route-map ${policy} in`,
  apply: ({ asn }, link, policy) => [
    'vtysh',
    ...[
      'configure terminal',
      `router bgp ${asn}`,
      'address-family ipv4 unicast',
      `neighbor ${link} route-map ${policy} in`,
      'end',
      `clear bgp ipv4 unicast peer-group ${link} soft in`,
    ].flatMap((line) => ['-c', line]),
  ],
};

export const JUNOS_COMMANDS: RouterCommands = {
  show: (link) => ['/usr/sbin/cli', '-c', `show configuration protocols bgp group ${link}`],
  inForce: (_link, policy) => `import ${policy};`,
  apply: (_config, link, policy) => [
    '/usr/sbin/cli',
    '-c',
    [
      'configure private',
      `delete protocols bgp group ${link} import`,
      `set protocols bgp group ${link} import ${policy}`,
      'commit and-quit',
    ].join('; '),
  ],
};

/** Seconds after which the router is asked again what is in force. */
const REREAD_SECONDS = 30;
/** Over how many seconds loss is counted, as AWS's own probers do. */
const LOSS_SECONDS = 30;
/** Seconds after which it is tried again to answer AWS's probes. */
const RETRY_SECONDS = 1;

function watched(config: RouterConfig, link: RouterLink, probe: LinkProbe, commands: RouterCommands) {
  const avoided = linkName(link.name, 'avoid');
  return {
    name: link.name,
    target: link.target?.address,
    port: link.target?.port,
    responder: probe.responder,
    responderPort: probe.port,
    takeovers: probe.takeovers,
    avoided: commands.inForce(link.name, avoided),
    show: commands.show(link.name),
    prefer: commands.apply(config, link.name, linkName(link.name, 'in')),
    avoid: commands.apply(config, link.name, avoided),
  };
}

export function watcher(config: RouterConfig, commands: RouterCommands): readonly string[] {
  const { site, links, probing } = config;
  const data = {
    interval: probing.intervalMs / 1000,
    timeout: probing.timeoutMs / 1000,
    fall: probing.fall,
    rise: probing.rise,
    loss: probing.loss,
    lossWindow: Math.max(1, Math.round((1000 * LOSS_SECONDS) / probing.intervalMs)),
    retry: RETRY_SECONDS,
    reread: REREAD_SECONDS,
    links: links.flatMap((link) => (link.probe ? [watched(config, link, link.probe, commands)] : [])),
  };
  return [
    '#!/usr/bin/env python3',
    `"""Watches the links of ${site}: avoids one that drops data while another does not, and answers AWS's probes.`,
    '',
    'BGP and BFD see a dead link; a link that keeps them up and drops data is seen only by data. Made from the topology:',
    'change that and print this again."""',
    'import collections',
    'import concurrent.futures',
    'import json',
    'import socket',
    'import subprocess',
    'import sys',
    'import threading',
    'import time',
    '',
    `CONFIG = json.loads(r'''${JSON.stringify(data, undefined, 1)}''')`,
    ...WATCHER_PROGRAM.trimEnd().split('\n'),
  ];
}

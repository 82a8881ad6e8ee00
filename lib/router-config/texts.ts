// Pure: what is printed for the routers of each vendor.

import { frrConfig } from './frr/frr';
import { iosXeConfig } from './ios-xe/ios-xe';
import { junosConfig } from './junos/junos';
import type { RouterConfig } from './router-config';
import type { Vendor } from './vendor';
import { FRR_COMMANDS, JUNOS_COMMANDS, watcher } from './watcher/watcher';

type Printer = (config: RouterConfig) => readonly string[];

const CONFIGS: Readonly<Record<Vendor, Printer>> = { frr: frrConfig, 'ios-xe': iosXeConfig, junos: junosConfig };

const WATCHERS: Readonly<Partial<Record<Vendor, Printer>>> = {
  frr: (config) => watcher(config, FRR_COMMANDS),
  junos: (config) => watcher(config, JUNOS_COMMANDS),
};

export function configText(vendor: Vendor, config: RouterConfig): string {
  return CONFIGS[vendor](config).join('\n');
}

/** Undefined where the configuration itself does what the watcher does elsewhere. */
export function watcherText(vendor: Vendor, config: RouterConfig): string | undefined {
  return WATCHERS[vendor]?.(config).join('\n');
}

// Pure: names of interfaces as people give them, where they say less than a router needs.

/** A VLAN is a unit of its device: without one it gets its own. The dots in what stands for a name are no units. */
export function taggedInterface(port: string, vlan: number | string | undefined): string {
  return vlan === undefined || port.includes('.') || port.startsWith('<') ? port : `${port}.${vlan}`;
}

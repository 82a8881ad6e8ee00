// Pure: where AWS Health delivers once more what it delivers in the regions of sites, and where that is to be sent on to.
//
//   region          copies are delivered in
//   us-west-2       us-east-1
//   any other       us-west-2
//   other partitions (cn-, us-gov-, ...)   nowhere that is documented

interface HealthBackup {
  /** A region that has no site, and so nobody who takes the copies in. */
  readonly from: string;
  /** The regions of all sites: the one that was to hear of it first may be the one that is in trouble. */
  readonly to: readonly string[];
}

const OTHER_PARTITION = /^(?:cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-/;

function backupOf(region: string): readonly string[] {
  if (OTHER_PARTITION.test(region)) return [];
  return [region === 'us-west-2' ? 'us-east-1' : 'us-west-2'];
}

/** One for each region that needs a `HealthForward` to each of `to`. What a site's own region receives, its rule takes. */
export function healthBackups(siteRegions: readonly string[]): readonly HealthBackup[] {
  const froms = new Set(siteRegions.flatMap(backupOf).filter((region) => !siteRegions.includes(region)));
  const to = siteRegions.filter((region) => backupOf(region).length > 0).sort();
  return [...froms].sort().map((from) => ({ from, to }));
}

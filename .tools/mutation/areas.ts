// Which files are mutated, and the tests that have to notice: those that fail after the least work stand first, since a mutant is
// killed by the first test that fails.

export interface Area {
  /** Folder of the project, without a slash at its end. */
  readonly folder: string;
  /** Whether each file is mutated in a run of its own, with the tests of the codes that it names. */
  readonly byFile: boolean;
  /** Files of tests, below test/. */
  readonly tests: readonly string[];
}

export const AREAS: readonly Area[] = [
  {
    folder: 'lib/routing',
    byFile: false,
    tests: [
      'routing/topology-id',
      'routing/written-parts',
      'routing/network-index',
      'routing/backbone',
      'routing/bgp',
      'routing/flow-trace',
      'routing/lookup',
      'routing/premises',
      'routing/drawn',
      'routing/trace-appliances',
      'routing/trace',
      'routing/undecided',
      'routing/shortest-paths',
      'routing/bgp-walk',
      'routing/trace-walk',
    ],
  },
  {
    folder: 'lib/verify/checks',
    byFile: true,
    tests: [
      'verify/checks/advertised-unreachable',
      'verify/checks/asymmetric-paths',
      'verify/checks/capacity',
      'verify/checks/failover-records',
      'verify/checks/health-checks',
      'verify/checks/inferred-flows',
      'verify/checks/leaked-specifics',
      'verify/checks/links',
      'verify/checks/lost-flows',
      'verify/checks/metadata-present',
      'verify/checks/mtu',
      'verify/checks/only-links',
      'verify/checks/prefix-lists',
      'verify/checks/shadowed-routes',
      'verify/checks/shared-risks',
      'verify/checks/single-points-of-failure',
      'verify/checks/site-overlaps',
      'verify/checks/sites',
      'verify/checks/unknown-values',
      'verify/checks/vpcs',
      'verify/inferred/examples',
      'verify/inferred/premises',
      'verify/checks/probes',
      'verify/codes/gallery',
    ],
  },
];

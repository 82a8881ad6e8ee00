// Pure: under which name in CloudWatch everything stands that Detour measures.

/** The namespace in which the functions of Detour count and measure. */
export const METRIC_NAMESPACE = 'Detour';

/** The namespace in which the functions of Detour count and measure. */
export const METRIC_NAMESPACE = 'Detour';

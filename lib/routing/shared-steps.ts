// Pure: steps that many packets take, held once. Networks that differ only in their routes share their other parts, and
// among the same parts a route or a link does the same with every packet that comes the same way.

import type { Step } from './trace';

/** The step of this name among these parts: the one that was made first. */
export function sharedStep(parts: object, name: string, make: () => Step): Step {
  const steps = ofParts.get(parts) ?? new Map<string, Step>();
  ofParts.set(parts, steps);
  const step = steps.get(name) ?? make();
  steps.set(name, step);
  return step;
}

const ofParts = new WeakMap<object, Map<string, Step>>();

/** The like, where a route decides, too. */
export function routedStep(parts: object, route: object, name: string, make: () => Step): Step {
  const routes = ofRoutes.get(parts) ?? new WeakMap<object, object>();
  ofRoutes.set(parts, routes);
  const key = routes.get(route) ?? {};
  routes.set(route, key);
  return sharedStep(key, name, make);
}

const ofRoutes = new WeakMap<object, WeakMap<object, object>>();

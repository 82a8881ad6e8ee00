// Pure: the code registry.

export { CODES, type Code } from './registry';

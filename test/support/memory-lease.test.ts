import { leasePortContract } from './contracts/lease-port';
import { MemoryLease } from './memory-lease';
import { NOW_MS } from './world';

describe('a lease in memory', () =>
  leasePortContract(async () => {
    let nowMs = NOW_MS;
    const now = () => nowMs;
    const advance = (ms: number) => {
      nowMs += ms;
    };
    return { port: new MemoryLease('s0', now), advance, now };
  }));

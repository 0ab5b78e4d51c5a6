import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../src/log';

const BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 3];

/** Counters and timings, and their text for `/metrics`. */
export const prometheus = (): { metrics: Metrics; text: () => Promise<string> } => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const timings = new Map<string, Histogram>();
  const metrics: Metrics = {
    count: (name, labels = {}) => {
      let counter = counters.get(name);
      if (!counter) {
        counter = new Counter({ name, help: name, labelNames: Object.keys(labels), registers: [registry] });
        counters.set(name, counter);
      }
      counter.inc(labels);
    },
    observe: (name, seconds, labels = {}) => {
      let timing = timings.get(name);
      if (!timing) {
        timing = new Histogram({ name, help: name, labelNames: Object.keys(labels), buckets: BUCKETS, registers: [registry] });
        timings.set(name, timing);
      }
      timing.observe(labels, seconds);
    },
  };
  return { metrics, text: () => registry.metrics() };
};

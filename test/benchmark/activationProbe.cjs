/**
 * Loads and activates the extension's bundle in a process that has done nothing before, beside an editor that does
 * nothing, and prints what it took in milliseconds: of the clock, and of the processor.
 */
const Module = require('node:module');
const { performance } = require('node:perf_hooks');

/** Whatever is asked of it, it is again. */
const anything = new Proxy(function () {}, {
  get(target, key) {
    if (key === 'then') return undefined;
    if (key === Symbol.toPrimitive) return () => '';
    if (key === Symbol.iterator) return () => [].values();
    return key === 'prototype' ? target.prototype : anything;
  },
  apply: () => anything,
  construct: () => anything,
});
const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? anything : load(request, ...rest));

const bundle = process.argv[2];
const context = {
  subscriptions: [],
  extensionUri: anything,
  workspaceState: anything,
  globalState: anything,
};
const processor = process.cpuUsage();
const began = performance.now();
const extension = require(bundle);
const loaded = performance.now();
extension.activate(context);
const activated = performance.now();
const { user, system } = process.cpuUsage(processor);
console.log(
  JSON.stringify({
    load: loaded - began,
    activate: activated - loaded,
    processor: (user + system) / 1000,
    registered: context.subscriptions.length,
  }),
);
process.exit();

/**
 * Stands in for the worker process, and does with every file what its text says: all that must never happen. It speaks
 * as src/shared/rpc.ts does.
 */
const { readFileSync, writeFileSync } = require('node:fs');

const shape = { width: 3, height: 2, channels: 1, dtype: 'uint8', orientation: 1 };
let developed = 0;

const faults = {
  crash: () => process.abort(),
  hang() {
    for (;;);
  },
  memory: () => Buffer.alloc(1000 * 2 ** 20, 1),
  bug: () => ({ code: 'bug', message: 'x is not a function', bug: true }),
  nameless: () => ({ code: 'unreadable', message: 'The file is damaged.' }),
  wordless: file => ({ code: 'unreadable', message: 'Expected undefined.', file }),
};

function array(rows, columns, values) {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${rows}, ${columns}), }\n`;
  const head = Buffer.from('\x93NUMPY\x01\0\0\0', 'latin1');
  head.writeUInt16LE(text.length, 8);
  return Buffer.concat([head, Buffer.from(text), Buffer.from(values)]);
}

function answer(method, params) {
  const [planned] = params.files ?? [];
  const file = params.source?.path ?? planned?.input ?? params.path;
  if (file === undefined) return {};
  const wanted = readFileSync(file, 'utf8').trim();
  if (method === 'inspect') {
    if (wanted === 'header')
      return { problem: { code: 'unreadable', message: 'The file is damaged.', file } };
    return { value: { shape, orientation: 1, notes: [], format: 'png', bytes: 1 } };
  }
  if (method === 'developFiles') {
    developed++;
    const problem = faults[wanted]?.(file);
    if (problem?.code) return { value: [{ problem }] };
    const values = [1, 2, 3, 4, 5, wanted === 'chance' ? developed : 6];
    const rows = wanted === 'shape' ? 3 : 2;
    writeFileSync(planned.output, array(rows, 3, wanted === 'short' ? values.slice(1) : values));
    return { value: [{ result: { shape, bytes: 1 } }] };
  }
  return { value: { statistics: { histogram: { counts: [[6]] }, notFinite: [0] } } };
}

process.on('message', ({ kind, id, method, params }) => {
  if (kind !== 'request') return;
  const { value, problem } = answer(method, params);
  process.send(problem ? { kind: 'problem', id, problem } : { kind: 'result', id, value });
});
process.on('disconnect', () => process.exit(0));
process.send({ kind: 'event', name: 'ready', value: true });

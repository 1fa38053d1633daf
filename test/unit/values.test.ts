import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { ValueBlock } from '../../src/shared/picture.ts';
import { abortError } from '../../src/shared/errors.ts';
import { Values } from '../../webview/values.ts';

const frame = { width: 100, height: 100, channels: 1, float: false };

/** Looks at a pixel as the page does: again whenever something has changed or failed. */
async function requestsOf(answer: (request: number) => Promise<ValueBlock>): Promise<number> {
  let requests = 0;
  const look = () => {
    if (requests < 5) values.at(10, 10);
  };
  const values = new Values(1, 'before', frame, () => answer(++requests), look, look);
  look();
  await setImmediate();
  look();
  await setImmediate();
  return requests;
}

describe('the values under the pointer', () => {
  it('are asked for once when that fails', async () => {
    assert.equal(await requestsOf(() => Promise.reject(new Error('gone'))), 1);
  });

  it('are asked for again after they were given up', async () => {
    const region = { x: 0, y: 0, width: 32, height: 32 };
    const block = { region, channels: 1, values: new Float64Array(32 * 32) };
    const answer = (request: number) =>
      request === 1 ? Promise.reject(abortError()) : Promise.resolve(block);
    assert.equal(await requestsOf(answer), 2);
  });
});

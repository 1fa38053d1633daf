import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { NewestOnly } from '../../../src/host/newestOnly.ts';

describe('work of which only the newest counts', () => {
  it('leaves out what something newer has overtaken while one piece was under way', async () => {
    const newest = new NewestOnly();
    const done: string[] = [];
    let end = () => {};
    const slow = new Promise<void>(resolve => (end = resolve));
    const add = (name: string) => () => {
      done.push(name);
      return Promise.resolve();
    };
    newest.run('a', async () => {
      await slow;
      done.push('a1');
    });
    newest.run('a', add('a2'));
    newest.run('a', add('a3'));
    newest.run('b', add('b1'));
    await turn();
    assert.deepEqual(done, ['b1']);
    end();
    await turn();
    assert.deepEqual(done, ['b1', 'a1', 'a3']);
    newest.run('a', add('a4'));
    await turn();
    assert.deepEqual(done, ['b1', 'a1', 'a3', 'a4']);
  });
});

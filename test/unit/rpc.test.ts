import assert from 'node:assert/strict';
import { DarkroomError } from '../../src/shared/errors.ts';
import { Connection, type WireMessage } from '../../src/shared/rpc.ts';

interface Greeter {
  greet(params: { name: string }): Promise<string>;
  wait(params: Record<string, never>): Promise<void>;
  refuse(params: Record<string, never>): Promise<void>;
}

function connect(methods: Record<string, (params: never, signal: AbortSignal) => unknown>) {
  const sent: WireMessage[] = [];
  const server: Connection = new Connection(
    {
      send: message => {
        client.receive(structuredClone(message));
      },
    },
    methods,
  );
  const client: Connection = new Connection({
    send: message => {
      sent.push(message);
      server.receive(structuredClone(message));
    },
  });
  return { client, greeter: client.client<Greeter>(), sent };
}

describe('rpc', () => {
  it('answers a request with the method’s result', async () => {
    const { greeter } = connect({ greet: ({ name }: { name: string }) => `hello ${name}` });
    assert.equal(await greeter.greet({ name: 'cat' }), 'hello cat');
  });

  it('carries an expected error with its code and hint', async () => {
    const { greeter } = connect({
      refuse: () => {
        throw new DarkroomError('not_found', 'No such file.', { hint: 'Check the name.' });
      },
    });
    await assert.rejects(greeter.refuse({}), {
      name: 'DarkroomError',
      code: 'not_found',
      hint: 'Check the name.',
    });
  });

  it('aborts on both sides', async () => {
    let otherSide: AbortSignal | undefined;
    const { greeter } = connect({
      wait: (_params: unknown, signal: AbortSignal) => {
        otherSide = signal;
        return new Promise(() => undefined);
      },
    });
    const controller = new AbortController();
    const waiting = greeter.wait({}, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    assert.equal(otherSide?.aborted, true);
  });

  it('fails open and later requests once closed', async () => {
    const { client, greeter } = connect({ wait: () => new Promise(() => undefined) });
    const waiting = greeter.wait({});
    client.close(new DarkroomError('crashed', 'gone'));
    await assert.rejects(waiting, { code: 'crashed' });
    await assert.rejects(greeter.wait({}), { code: 'crashed' });
  });

  it('refuses inherited names as methods and ignores what is not a message', async () => {
    const { client } = connect({});
    await assert.rejects(client.request('toString', {}), /No method named toString/);
    client.receive({ kind: 'request', id: 'one', method: 'greet' });
    client.receive(null);
  });

  it('knows nothing any more of a request that cannot be sent', async () => {
    const { client, sent } = connect({});
    const controller = new AbortController();
    const params = { name: () => 'cat' };
    await assert.rejects(client.request('greet', params, controller.signal), { name: 'DataCloneError' });
    sent.length = 0;
    controller.abort();
    assert.deepEqual(sent, []);
  });
});

import { randomBytes } from 'node:crypto';
import { Uri, type Disposable, type WebviewPanel } from 'vscode';
import type { ViewHost, ViewPageEvents } from '../shared/protocol.ts';
import { Connection, isWireMessage, type Methods, type Port, type WireMessage } from '../shared/rpc.ts';
import { viewHtml } from './viewHtml.ts';
import { checked } from './viewMessages.ts';
import { abortError } from '../shared/errors.ts';

/**
 * A page in a panel's webview and the wire to it. A hidden page is thrown away and a new one asks `ready` when it is
 * shown again, with request numbers that start over; so every `ready` begins a new connection.
 */
export class WebviewPage<Host, Events extends { readonly state: unknown }> implements Disposable {
  private connection: Connection;
  private readonly disposables: Disposable[] = [];
  private isDisposed = false;
  /** What a page is told once it listens; undefined while it does. */
  private untold: (() => void)[] | undefined = [];

  constructor(
    private readonly panel: WebviewPanel,
    extension: Uri,
    /** Name of the script and the style that the page is made of. */
    bundleName: string,
    /** They check what they are given: it comes from a webview. */
    private readonly methods: Methods<Host>,
    private readonly onBug: (thrown: unknown) => void,
    /** What the page of an earlier window remembered of itself. */
    memory?: string,
  ) {
    this.connection = this.connect();
    const { webview } = panel;
    const bundle = Uri.joinPath(extension, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [bundle, Uri.joinPath(extension, 'media')] };
    this.disposables.push(
      webview.onDidReceiveMessage(message => {
        this.receive(message);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.untold ??= [];
      }),
      panel.onDidDispose(() => {
        this.dispose();
      }),
    );
    webview.html = viewHtml({
      script: webview.asWebviewUri(Uri.joinPath(bundle, `${bundleName}.js`)).toString(),
      style: webview.asWebviewUri(Uri.joinPath(bundle, `${bundleName}.css`)).toString(),
      cspSource: webview.cspSource,
      nonce: randomBytes(18).toString('base64url'),
      title: panel.title,
      memory,
    });
  }

  /** A state is told to a page that listens only, for it asks for one; anything else waits until it does. */
  emit<Name extends keyof Events & string>(name: Name, value: Events[Name]): void {
    if (name === 'state' || !this.untold) this.connection.emit(name, value);
    else
      this.untold.push(() => {
        this.connection.emit(name, value);
      });
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.connection.close(abortError('The view was closed.'));
    for (const disposable of this.disposables) disposable.dispose();
  }

  private receive(message: unknown): void {
    if (isWireMessage(message) && message.kind === 'request' && message.method === 'ready') {
      this.connection.close(abortError('The page was loaded again.'));
      this.connection = this.connect();
      const untold = this.untold ?? [];
      this.untold = undefined;
      // The answer, which is the state, goes first.
      setTimeout(() => {
        for (const tell of untold) tell();
      });
    }
    this.connection.receive(message);
  }

  private connect(): Connection {
    const port: Port = {
      send: message => {
        if (message.kind === 'problem' && message.problem.bug) this.onBug(bugOf(message));
        if (!this.isDisposed) void this.panel.webview.postMessage(message);
      },
    };
    return new Connection(port, this.methods);
  }
}

/** The page of an image editor or a preview. */
export class ViewPage extends WebviewPage<ViewHost, ViewPageEvents> {
  constructor(
    panel: WebviewPanel,
    extension: Uri,
    methods: Methods<ViewHost>,
    onBug: (thrown: unknown) => void,
    memory?: string,
  ) {
    super(panel, extension, 'view', checked(methods), onBug, memory);
  }
}

function bugOf({ problem }: Extract<WireMessage, { kind: 'problem' }>): Error {
  const error = new Error(problem.message);
  if (problem.stack !== undefined) error.stack = problem.stack;
  return error;
}

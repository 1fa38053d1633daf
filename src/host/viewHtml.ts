export interface ViewHtml {
  readonly script: string;
  readonly style: string;
  /** Where the webview may load files of the extension from. */
  readonly cspSource: string;
  /** Fresh for every page. */
  readonly nonce: string;
  readonly title: string;
  /** What the page before this one remembered of itself. */
  readonly memory?: string | undefined;
}

/** The document of a view: nothing but the page's script and style may be loaded, and no network is reached. */
export function viewHtml({ script, style, cspSource, nonce, title, memory = '' }: ViewHtml): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `img-src ${cspSource} blob: data:`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escape(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${escape(style)}" />
    <title>${escape(title)}</title>
  </head>
  <body data-memory="${escape(memory)}">
    <main id="view"></main>
    <script nonce="${nonce}" src="${escape(script)}"></script>
  </body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}

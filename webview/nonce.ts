/**
 * The webview toolkit tests for `:focus-visible` with a style element, which the page's policy refuses without its
 * nonce; it looks for that in a meta element. Imported before the toolkit, and taken away when it has been read.
 */
const meta = document.createElement('meta');
meta.setAttribute('property', 'csp-nonce');
meta.content = (document.currentScript as HTMLScriptElement | null)?.nonce ?? '';
document.head.append(meta);

export function hideNonce(): void {
  meta.remove();
}

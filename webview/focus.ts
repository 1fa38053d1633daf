/**
 * Renders; when what had the keyboard's focus is gone after that, or cannot have it any more, the focus goes to the
 * first thing beside it that can. A page that is not in focus itself leaves it where the person is working; and whoever
 * has clicked is not put into a field, which would take the keys of the page.
 */
export function keepFocus(render: () => void): void {
  const focused = isByKeys(document.activeElement) && document.hasFocus() ? document.activeElement : null;
  const around: Element[] = [];
  for (let element = focused?.parentElement; element; element = element.parentElement) around.push(element);
  render();
  if (!focused || canHaveFocus(focused)) return;
  for (const element of around) if (element.isConnected && focusFirst(element)) return;
}

/** Whether the browser shows the focus, perhaps of what is inside a control. */
function isByKeys(element: Element | null): boolean {
  const inside = element?.shadowRoot?.activeElement;
  return inside ? isByKeys(inside) : element?.matches(':focus-visible') === true;
}

function canHaveFocus(element: Element): boolean {
  return element.isConnected && element.checkVisibility() && !element.hasAttribute('disabled');
}

/** What only arrow keys reach is not gone to. */
function focusFirst(parent: Element): boolean {
  for (const element of parent.querySelectorAll<HTMLElement>('*:not([tabindex="-1"], [disabled])')) {
    element.focus();
    if (document.activeElement === element) return true;
  }
  return false;
}

import { html, nothing, render, type TemplateResult } from 'lit';
import { families, type Family, type OperationEntry } from '../src/shared/catalogue.ts';
import type { StepPath } from '../src/shared/stepPath.ts';
import { startingValues, type StartingValues } from './startingValues.ts';

/**
 * The list of operations from which a step is added: searched by typing, chosen by Enter or a click. It draws itself
 * at once and not with the next frame of the page, so that quick typing meets the list it was meant for.
 */
export class OperationPicker {
  private opened:
    | { readonly at: StepPath; readonly operations: readonly OperationEntry[]; readonly root: HTMLElement }
    | undefined;
  private search = '';
  /** Index of the entry that Enter takes. */
  private active = 0;

  constructor(private readonly choose: (at: StepPath, operation: string, values: StartingValues) => void) {}

  /** @param at path of the new step */
  open(at: StepPath, operations: readonly OperationEntry[]): void {
    this.close();
    if (operations.length === 0) return;
    const root = document.body.appendChild(document.createElement('div'));
    this.opened = { at, operations, root };
    this.search = '';
    this.active = 0;
    this.render();
    root.querySelector('dialog')?.showModal();
  }

  private render(): void {
    const { opened } = this;
    if (!opened) return;
    const groups = this.groups(opened.operations);
    const ordered = groups.flatMap(({ entries }) => entries);
    const active = ordered[Math.min(this.active, ordered.length - 1)];
    const dialog = html`<dialog
      class="picker"
      aria-label="Add a step"
      @close=${this.close}
      @click=${(event: MouseEvent) => {
        // A click beside the list is one on the dialog itself.
        if (event.target === event.currentTarget) this.close();
      }}
      @keydown=${(event: KeyboardEvent) => {
        this.onKey(event, ordered);
      }}
    >
      <div class="picker-content">
        <input
          type="search"
          role="combobox"
          autofocus
          placeholder="Search operations"
          aria-label="Search operations"
          aria-expanded="true"
          aria-controls="picker-list"
          aria-activedescendant=${active ? `pick-${active.id}` : nothing}
          spellcheck="false"
          .value=${this.search}
          @input=${(event: Event) => {
            this.search = (event.currentTarget as HTMLInputElement).value;
            this.active = 0;
            this.render();
          }}
        />
        <div class="picker-list" id="picker-list" role="listbox" aria-label="Operations">
          ${groups.map(
            ({ family, entries }) =>
              html`<div role="group" aria-label=${families[family]}>
                <h3 aria-hidden="true">${families[family]}</h3>
                ${entries.map(entry => this.option(entry, entry === active))}
              </div>`,
          )}
          ${ordered.length === 0 ? html`<p class="hint">No operation is called that.</p>` : nothing}
        </div>
      </div>
    </dialog>`;
    render(dialog, opened.root);
  }

  /** What is found, by family. */
  private groups(
    operations: readonly OperationEntry[],
  ): readonly { readonly family: Family; readonly entries: readonly OperationEntry[] }[] {
    const found = matching(operations, this.search);
    return (Object.keys(families) as Family[])
      .map(family => ({ family, entries: found.filter(entry => entry.family === family) }))
      .filter(({ entries }) => entries.length > 0);
  }

  private option(entry: OperationEntry, active: boolean): TemplateResult {
    return html`<div
      role="option"
      class="option"
      id=${`pick-${entry.id}`}
      aria-selected=${String(active)}
      @click=${() => {
        this.take(entry);
      }}
    >
      <span class="option-title">${entry.title}</span> <code>${entry.id}</code>
      <span class="option-doc">${entry.doc}</span>
    </div>`;
  }

  private onKey(event: KeyboardEvent, ordered: readonly OperationEntry[]): void {
    event.stopPropagation();
    const last = ordered.length - 1;
    const next = {
      ArrowDown: Math.min(this.active + 1, last),
      ArrowUp: Math.max(this.active - 1, 0),
      PageDown: Math.min(this.active + 8, last),
      PageUp: Math.max(this.active - 8, 0),
    }[event.key];
    const entry = ordered[this.active];
    if (next !== undefined) {
      this.active = Math.max(next, 0);
      const { id } = ordered[this.active] ?? {};
      this.render();
      if (id !== undefined) document.getElementById(`pick-${id}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && entry) this.take(entry);
    else return;
    event.preventDefault();
  }

  private take(entry: OperationEntry): void {
    const { opened } = this;
    this.close();
    if (opened) this.choose(opened.at, entry.id, startingValues(entry));
  }

  private readonly close = (): void => {
    const { opened } = this;
    if (!opened) return;
    this.opened = undefined;
    opened.root.remove();
    document.getElementById(`add-${opened.at.join('-')}`)?.focus();
  };
}

/** Operations with every typed word in name, id, family or line, those first whose name begins with it. */
function matching(operations: readonly OperationEntry[], search: string): readonly OperationEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter(({ id, title, family, doc }) => {
    const text = `${id} ${title} ${families[family]} ${doc}`.toLowerCase();
    return words.every(word => text.includes(word));
  });
  const [first = ''] = words;
  const begins = ({ id, title }: OperationEntry) =>
    id.startsWith(first) || title.toLowerCase().startsWith(first) ? 0 : 1;
  return [...found].sort((one, other) => begins(one) - begins(other));
}

import { hideNonce } from './nonce.ts';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

/**
 * The controls of the page. Everything that knows of the webview toolkit is in this file, so that another library can
 * take its place.
 */
export function registerControls(): void {
  hideNonce();
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
    vsCodeTextArea(),
    vsCodeTextField(),
  );
}

interface ValueElement extends HTMLElement {
  value: string;
}
interface CheckedElement extends HTMLElement {
  checked: boolean;
}

export function button(options: {
  readonly label: string;
  readonly onClick: () => void;
  readonly title?: string;
  readonly appearance?: 'primary' | 'secondary' | 'icon';
  readonly disabled?: boolean;
  /** A toggle that is on or off. */
  readonly pressed?: boolean;
  /** Where the label alone says too little. */
  readonly accessibleName?: string;
  readonly id?: string;
}): TemplateResult {
  const { label, onClick, title, appearance = 'secondary', disabled = false, pressed } = options;
  return html`<vscode-button
    id=${options.id ?? nothing}
    appearance=${appearance}
    class=${pressed === true ? 'pressed' : ''}
    title=${title ?? nothing}
    aria-label=${options.accessibleName ?? nameOf(label, title) ?? nothing}
    .ariaPressed=${pressed === undefined ? null : String(pressed)}
    ?disabled=${disabled}
    @click=${() => {
      if (!disabled) onClick();
    }}
    >${label}</vscode-button
  >`;
}

/** Begins with what is seen, which is what a person says who speaks to the editor; what is told of it follows. */
function nameOf(label: string, title: string | undefined): string | undefined {
  return title === undefined || title.startsWith(label) ? title : `${label}: ${title}`;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly doc?: string;
}

export function dropdown(options: {
  readonly name: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
  readonly id?: string;
  readonly disabled?: boolean;
}): TemplateResult {
  const { name, value, choices, onChange, disabled = false } = options;
  // The list takes a value only when it knows its options, which it learns after they are rendered.
  const select = (element?: Element) => {
    if (!element) return;
    requestAnimationFrame(() => {
      const control = element as ValueElement;
      if (control.value !== value) control.value = value;
    });
  };
  return html`<vscode-dropdown
    id=${options.id ?? nothing}
    aria-label=${name}
    ?disabled=${disabled}
    @change=${(event: Event) => {
      const chosen = (event.currentTarget as ValueElement).value;
      if (chosen !== value) onChange(chosen);
    }}
    ${ref(select)}
  >
    ${choices.map(
      choice =>
        html`<vscode-option
          value=${choice.value}
          title=${choice.doc ?? nothing}
          ?selected=${choice.value === value}
          >${choice.label}</vscode-option
        >`,
    )}
  </vscode-dropdown>`;
}

export function checkbox(options: {
  readonly label: string | TemplateResult;
  /** Where there is no label to be seen. */
  readonly name?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title?: string;
  readonly id?: string;
  readonly disabled?: boolean;
}): TemplateResult {
  const { label, checked, onChange, title, disabled = false } = options;
  // The control also tells of changes that come from here: the listener goes first and knows them.
  return html`<vscode-checkbox
    id=${options.id ?? nothing}
    title=${title ?? nothing}
    ?disabled=${disabled}
    @change=${(event: Event) => {
      const now = (event.currentTarget as CheckedElement).checked;
      if (now !== checked) onChange(now);
    }}
    .checked=${checked}
    ${named(options.name)}
    >${label}</vscode-checkbox
  >`;
}

interface TextOptions {
  readonly name: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly id?: string;
  readonly placeholder?: string;
  readonly title?: string;
  /** Id of the element that says what is wrong with the text. */
  readonly describedBy?: string | undefined;
}

/** Sets the value unless the person is typing there and the text already means it. */
function typed({ value, onInput }: TextOptions) {
  return {
    value,
    onInput: (event: Event) => {
      const text = (event.currentTarget as ValueElement).value;
      if (text !== value) onInput(text);
    },
  };
}

export function textField(options: TextOptions): TemplateResult {
  const { value, onInput } = typed(options);
  const { name, id, placeholder, title, describedBy } = options;
  return html`<vscode-text-field
    id=${id ?? nothing}
    class=${describedBy === undefined ? '' : 'wrong'}
    placeholder=${placeholder ?? nothing}
    title=${title ?? nothing}
    aria-invalid=${describedBy === undefined ? nothing : 'true'}
    aria-describedby=${describedBy ?? nothing}
    spellcheck="false"
    @input=${onInput}
    .value=${value}
    ${named(name)}
  ></vscode-text-field>`;
}

export function textArea(options: TextOptions & { readonly rows: number }): TemplateResult {
  const { value, onInput } = typed(options);
  const { name, id, placeholder, title, describedBy, rows } = options;
  return html`<vscode-text-area
    id=${id ?? nothing}
    class=${describedBy === undefined ? '' : 'wrong'}
    rows=${rows}
    resize="vertical"
    placeholder=${placeholder ?? nothing}
    title=${title ?? nothing}
    aria-invalid=${describedBy === undefined ? nothing : 'true'}
    aria-describedby=${describedBy ?? nothing}
    @input=${onInput}
    .value=${value}
    ${named(name)}
  ></vscode-text-area>`;
}

/**
 * Controls name themselves when they enter the page, and keep that name: the one that is meant is set after that.
 * Without one they are named by what they hold.
 */
function named(name: string | undefined) {
  return ref(element => {
    if (element)
      requestAnimationFrame(() => {
        if (name === undefined) element.removeAttribute('aria-label');
        else element.setAttribute('aria-label', name);
      });
  });
}

export function radioGroup(options: {
  readonly name: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
}): TemplateResult {
  const { name, value, choices, onChange } = options;
  return html`<vscode-radio-group
    aria-label=${name}
    @change=${(event: Event) => {
      const chosen = (event.currentTarget as ValueElement).value;
      if (chosen !== value && choices.some(choice => choice.value === chosen)) onChange(chosen);
    }}
    .value=${value}
  >
    ${choices.map(
      choice =>
        html`<vscode-radio
          name=${name}
          value=${choice.value}
          title=${choice.doc ?? nothing}
          ?checked=${choice.value === value}
          >${choice.label}</vscode-radio
        >`,
    )}
  </vscode-radio-group>`;
}

/** Whether a key pressed there is text or moves a control, and not a shortcut of the page. */
export function takesKeys(event: KeyboardEvent): boolean {
  const takers =
    'input:not([type=checkbox]), textarea, select, vscode-dropdown, vscode-option, vscode-text-field';
  return event
    .composedPath()
    .some(element => element instanceof Element && element.matches(`${takers}, vscode-text-area`));
}

import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** The page's policy refuses style attributes, which lit's own `styleMap` begins with: these are set one by one. */
class Styled extends Directive {
  override render(_properties: Readonly<Record<string, string>>): unknown {
    return noChange;
  }

  override update(
    { element }: ElementPart,
    [properties]: [properties: Readonly<Record<string, string>>],
  ): unknown {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    return noChange;
  }
}

/** Sets properties of an element's style: `<div ${styled({ height: '8px' })}>`. */
export const styled = directive(Styled);

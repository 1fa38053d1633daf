import type { Hover, Signature, TextPosition } from '../../../shared/language.ts';
import { findOperation } from '../../operations/index.ts';
import { stepParameters } from '../declaration.ts';
import { caret, pipelineGroups, spotWhileTyping } from './complete.ts';
import { choicesOf, describeOperation, describeParameter, namesOf, signatureLabel } from './describe.ts';
import { parseLoosely } from './loose.ts';
import { parameterOf, spotAt, type KeySpot, type OperationSpot, type ValueSpot } from './spot.ts';

/** What the thing at a position means: an operation, a key, a value. Undefined where there is nothing to say. */
export function hover({ text, language, offset }: TextPosition): Hover | undefined {
  const spot = spotAt(parseLoosely(text, language), offset);
  if (!spot?.token) return undefined;
  const markdown =
    spot.kind === 'value' ? aboutValue(spot) : spot.kind === 'key' ? aboutKey(spot) : about(spot);
  if (markdown === undefined) return undefined;
  const { start, end } = spot.token;
  return { markdown, start, end, ...(spot.step !== undefined && { step: spot.step }) };
}

function about({ token }: OperationSpot): string | undefined {
  const operation = findOperation(token.text);
  return operation && describeOperation(operation);
}

function aboutKey({ owner, token }: KeySpot): string | undefined {
  const name = token!.text;
  const parameter = parameterOf(owner, name);
  if (parameter) return describeParameter(name, parameter);
  return owner.kind === 'pipeline' ? pipelineGroups.find(({ key }) => key === name)?.doc : undefined;
}

function aboutValue({ owner, name, token, whole }: ValueSpot): string | undefined {
  const parameter = parameterOf(owner, name);
  if (!parameter) return undefined;
  const chosen = whole && choicesOf(parameter).find(({ value }) => value === token!.text);
  const description = describeParameter(name, parameter);
  return chosen && chosen.doc !== '' ? `\`${chosen.value}\`: ${chosen.doc}\n\n${description}` : description;
}

/** The parameters of the step around a position, with the one that is being written. */
export function signature(position: TextPosition): Signature | undefined {
  const spot = spotWhileTyping(position);
  if (!spot) return undefined;
  if (spot.kind === 'operation') return undefined;
  const { operation } = spot.owner;
  if (!operation) return undefined;
  const parameters = stepParameters(operation);
  const names = namesOf(parameters);
  const labels = names.map(name => signatureLabel(name, parameters[name]!));
  const active = spot.kind === 'value' ? names.indexOf(spot.name) : nextKey(spot, names);
  return {
    label: `${operation.id}: { ${labels.join(', ')} }`,
    markdown: operation.doc,
    parameters: placed(`${operation.id}: { `.length, labels).map((place, index) => {
      const name = names[index]!;
      return { ...place, markdown: describeParameter(name, parameters[name]!) };
    }),
    ...(active >= 0 && { active }),
  };
}

/** The one whose name is begun, else the first that is not written. */
function nextKey({ token, written }: KeySpot, names: readonly string[]): number {
  const typed = token?.text.replace(caret, '').trim() ?? '';
  const open = names.filter(name => !written.includes(name));
  const next = open.find(name => typed !== '' && name.startsWith(typed)) ?? open[0];
  return next === undefined ? -1 : names.indexOf(next);
}

function placed(from: number, labels: readonly string[]): readonly { start: number; end: number }[] {
  let start = from;
  return labels.map(label => {
    const place = { start, end: start + label.length };
    start = place.end + ', '.length;
    return place;
  });
}

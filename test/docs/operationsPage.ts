import { describeDefault, sideBySide } from '../../src/cli/operations.ts';
import { keysOfStep } from '../../src/engine/pipeline/declaration.ts';
import { allOperations } from '../../src/engine/operations/index.ts';
import {
  describeAccepted,
  families,
  type Example,
  type Family,
  type OperationEntry,
  type Parameter,
} from '../../src/shared/catalogue.ts';

/** The page `media/docs/operations.md`, from the registry. */
export function operationsPage(): string {
  const sections = (Object.keys(families) as Family[]).map(family => {
    const entries = allOperations.filter(entry => entry.family === family);
    return [`## ${families[family]}`, ...entries.map(section)].join('\n\n');
  });
  return `# Operations

What a pipeline file may name in \`steps\`. \`npm run docs\` writes this page from the operations themselves; \`darkroom operations NAME\` prints the same.

Every step also accepts:

${parameterTable(keysOfStep({ random: false }))}

Augmentations are random and run in training only. How exact the others are: [exactness.md](exactness.md).

${sections.join('\n\n')}
`;
}

function section(entry: OperationEntry): string {
  const { id, doc, reference, parameters, examples } = entry;
  const isBare = Object.keys(parameters).length === 0;
  return [
    `### \`${id}\``,
    doc,
    `Reference: ${cell(reference)}`,
    isBare ? 'No parameters.' : parameterTable(parameters),
    ...examples.map(example => printExample(id, example)),
  ].join('\n\n');
}

function parameterTable(parameters: Readonly<Record<string, Parameter>>): string {
  const rows = Object.entries(parameters).map(([name, parameter]) => {
    const cells = [
      `\`${name}\``,
      describeAccepted(parameter),
      describeDefault(parameter),
      meaning(parameter),
    ];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return ['| parameter | accepts | when not written | meaning |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function meaning(parameter: Parameter): string {
  const known = Object.entries(knownValues(parameter)).map(([name, doc]) => `\`${name}\`: ${doc}`);
  return [parameter.doc, ...known].join('<br>');
}

function knownValues(parameter: Parameter): Readonly<Record<string, string>> {
  if (parameter.kind === 'choice') {
    return Object.fromEntries(parameter.choices.map(({ value, doc }) => [value, doc]));
  }
  const named = 'named' in parameter ? (parameter.named ?? {}) : {};
  return Object.fromEntries(Object.entries(named).map(([name, { doc }]) => [name, doc]));
}

function printExample(id: string, { doc, parameters, input, output }: Example): string {
  const step = Object.keys(parameters).length === 0 ? id : `${id}: ${JSON.stringify(parameters)}`;
  return `${doc}\n\n\`\`\`text\n- ${step}\n\n${sideBySide(input, output)}\n\`\`\``;
}

export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

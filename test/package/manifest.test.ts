import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPipelineFile } from '../../src/shared/pipeline.ts';
import { packagedFiles } from '../editor/stage.ts';
import { repository } from '../editor/workspace.ts';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface Validation {
  readonly fileMatch: readonly string[];
  readonly url: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly main: string;
  readonly icon: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
    }[];
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly jsonValidation: readonly Validation[];
    readonly yamlValidation: readonly Validation[];
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          { readonly description?: string; readonly markdownDescription?: string; readonly default: unknown }
        >
      >;
    };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: Readonly<Record<string, string>>;
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

describe('manifest', () => {
  let manifest: Manifest;
  let commands: ReadonlySet<string>;

  before(async () => {
    manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as Manifest;
    commands = new Set(manifest.contributes.commands.map(({ command }) => command));
  });

  it('has pipeline files start the extension, also where JSON is taken for JSON with comments', () => {
    for (const language of ['yaml', 'json', 'jsonc'])
      assert.ok(manifest.activationEvents.includes(`onLanguage:${language}`), language);
  });

  it('points to files that exist and are shipped', async () => {
    const shipped = await packagedFiles();
    const media = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(step => ['markdown', 'image', 'svg'].flatMap(kind => step.media[kind] ?? [])),
    );
    assert.ok(media.length > 0);
    for (const path of [manifest.main, manifest.icon, ...Object.values(manifest.bin), ...media]) {
      assert.ok(existsSync(join(repository, path)), `${path} does not exist`);
      assert.ok(shipped.includes(path.replace(/^\.\//, '')), `${path} is not shipped`);
    }
  });

  it('gives editors the schema for every name of a pipeline file, and ships it', async () => {
    const shipped = await packagedFiles();
    const { jsonValidation, yamlValidation } = manifest.contributes;
    for (const { url } of [...jsonValidation, ...yamlValidation]) {
      assert.ok(shipped.includes(url.replace(/^\.\//, '')), `${url} is not shipped`);
    }
    const names = [...jsonValidation, ...yamlValidation].flatMap(({ fileMatch }) => fileMatch);
    for (const name of names) assert.ok(isPipelineFile(name.replace('*', 'a')), name);
    assert.equal(names.length, 5);
  });

  it('asks for nothing to be installed with it', () => {
    assert.deepEqual(manifest.dependencies ?? {}, {});
  });

  it('gives every command a name of verb and noun, a title and the category', () => {
    for (const { command, title, category } of manifest.contributes.commands) {
      assert.match(command, /^darkroom\.[a-z]+[A-Z]\w*$/);
      assert.notEqual(title, '');
      assert.equal(category, 'Darkroom', command);
    }
    assert.equal(commands.size, manifest.contributes.commands.length, 'a command is declared twice');
  });

  it('names only declared commands and submenus in menus, keys and the walkthrough', () => {
    const { menus, keybindings, submenus, walkthroughs } = manifest.contributes;
    const submenuIds = submenus.map(({ id }) => id);
    const items = Object.entries(menus).flatMap(([menu, entries]) => entries.map(item => ({ menu, item })));
    for (const { menu, item } of items) {
      if (item.submenu !== undefined)
        assert.ok(submenuIds.includes(item.submenu), `${menu}: ${item.submenu}`);
      else assert.ok(commands.has(item.command!), `${menu}: ${item.command!} is not declared`);
    }
    for (const id of submenuIds) assert.ok((menus[id] ?? []).length > 0, `the submenu ${id} is empty`);
    for (const { command } of keybindings) assert.ok(commands.has(command), `key for ${command}`);
    for (const step of walkthroughs.flatMap(({ steps }) => steps)) {
      const linked = [...step.description.matchAll(/\(command:([\w.]+)/g)].map(match => match[1]!);
      const completing = step.completionEvents.flatMap(event => /^onCommand:(.+)$/.exec(event)?.[1] ?? []);
      for (const command of [...linked, ...completing]) assert.ok(commands.has(command), command);
    }
  });

  it('shows its Explorer entries and keys only where they can work', () => {
    const { menus, keybindings } = manifest.contributes;
    const places = ['explorer/context', 'editor/title', 'commandPalette'];
    for (const place of places) {
      assert.ok((menus[place] ?? []).length > 0, place);
      for (const item of menus[place]!)
        assert.ok(item.when, `${place}: ${String(item.command ?? item.submenu)} has no when`);
    }
    for (const { command, when } of keybindings) assert.ok(when, `the key of ${command} has no when`);
  });

  it('has no resource test without anchors or regard for case', () => {
    const clauses = Object.values(manifest.contributes.menus).flatMap(items =>
      items.map(({ when }) => when ?? ''),
    );
    const tests = clauses.flatMap(clause =>
      [...clause.matchAll(/=~ (\/.*?\/\w*)(?= |$|\))/g)].map(match => match[1]!),
    );
    assert.ok(tests.length > 0);
    for (const test of tests) assert.match(test, /^\/\^.*\$\/i$/);
  });

  it('describes every setting and gives it a default', () => {
    const { properties } = manifest.contributes.configuration;
    for (const [name, setting] of Object.entries(properties)) {
      assert.match(name, /^darkroom(\.[a-z][A-Za-z]*)+$/);
      const description = setting.markdownDescription ?? setting.description ?? '';
      assert.ok(description.length > 20, `${name} is not described`);
      assert.notEqual(setting.default, undefined, `${name} has no default`);
    }
    for (const name of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations)
      assert.ok(name in properties, `${name} is restricted but not declared`);
  });

  it('takes no folder and no limit from a workspace that is not trusted', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const { properties } = manifest.contributes.configuration;
    const heavy = Object.keys(properties).filter(name => /folder|limits|workers|seconds/i.test(name));
    assert.ok(heavy.length > 3);
    assert.deepEqual(
      heavy.filter(name => !restrictedConfigurations.includes(name)),
      [],
    );
  });
});

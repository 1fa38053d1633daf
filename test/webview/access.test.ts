import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { noise } from '../fixtures/image.ts';
import { harnessImage } from './openPage.ts';
import { eventually, settled, until } from './seen.ts';
import { usePages } from './usePages.ts';

const size = { width: 1300, height: 1000 };
const images = ['one.png', 'two.png', 'three.png'].map(name => harnessImage(name, noise(64, 48, 3, 'uint8')));
const [image] = images;
const pipeline = `version: 1
steps:
  - rotate: { angle: 3, expand: true }
  - horizontal_flip: { p: 0.5 }
  - one_of: { steps: [flip, grayscale] }
`;

/** What the browser tells a screen reader. */
interface Told {
  readonly role: string;
  readonly name: string;
  readonly pressed?: unknown;
  /** What is seen of it, unless that is a picture with what belongs to it. */
  readonly text: string;
}

describe('the page for those who use keys or hear it', () => {
  const pages = usePages();

  async function openPreview(focus?: number, text = pipeline): Promise<Page> {
    const page = await pages.open(
      {
        ...{ purpose: 'preview', images, shown: image!.name, texts: { a: text }, pipeline: 'a' },
        ...(focus !== undefined && { focus: [focus] }),
      },
      size,
    );
    await settled(page);
    return page;
  }
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { id, className, tagName } = document.activeElement!;
      return id || className || tagName.toLowerCase();
    });
  const press = async (page: Page, selector: string) => {
    await page.locator(selector).focus();
    await page.keyboard.press('Enter');
  };
  const goesTo = (page: Page, id: string) =>
    eventually(`the focus at ${id}`, async () => (await focused(page)) === id);

  it('calls every button by what is seen on it', async () => {
    const seen: Told[] = [];
    const page = await openPreview(2);
    seen.push(...(await toldOf(page)));
    for (const tab of ['samples', 'versions']) {
      await page.click(`#tab-${tab}`);
      await settled(page);
      seen.push(...(await toldOf(page)));
    }
    const single = await openPreview(0, 'version: 1\nsteps: [flip]\n');
    await single.click('#tab-versions');
    await until(single, 'the offers', () => document.querySelector('.offers') !== null);
    seen.push(...(await toldOf(single)));
    const recipe = await pages.open({ images, shown: image!.name, pipeline: 'recipe' }, size);
    await settled(recipe);
    seen.push(...(await toldOf(recipe)));

    const buttons = seen.filter(({ role }) => role === 'button');
    assert.ok(buttons.length > 40, `${buttons.length} buttons`);
    const isCalledOtherwise = ({ name, text }: Told) => /\p{L}|\d/u.test(text) && !name.includes(text);
    assert.deepEqual(buttons.filter(isCalledOtherwise), []);
    assert.deepEqual(
      seen.filter(({ name }) => name === ''),
      [],
    );
  });

  it('tells which way of comparing is on', async () => {
    const page = await openPreview();
    const pressed = async () =>
      (await toldOf(page))
        .filter(told => told.pressed === 'true' && !told.name.endsWith('.png'))
        .map(({ text }) => text);
    assert.deepEqual(await pressed(), ['Slider', 'Fit']);
    await page.keyboard.press('2');
    await page.keyboard.press('+');
    await eventually('the new one', async () => String(await pressed()) === 'Side by side');
  });

  it('calls the checkbox of a parameter by its name', async () => {
    const page = await openPreview(0);
    const names = async () =>
      (await toldOf(page)).filter(({ role }) => role === 'checkbox').map(({ name }) => name);
    await eventually('the name', async () => (await names()).includes('expand'));
    assert.ok(!(await names()).includes('Checkbox'));
  });

  it('keeps the focus beside what is gone when it was used', async () => {
    const page = await openPreview(2);
    await press(page, '#whole-pipeline');
    await goesTo(page, 'checked');

    await page.locator('.sample:last-child .remove').focus();
    await page.evaluate(() => {
      const { session } = window.harness;
      session.setSamples(session.state.samples.slice(0, 1), session.state.sample);
    });
    await goesTo(page, 'choose');

    await page.click('#tab-versions');
    await press(page, '#new-seed');
    await press(page, '#own-seed');
    await goesTo(page, 'new-seed');
    await press(page, '.version[data-draw="2"]');
    await goesTo(page, 'card-0');
    await press(page, '#own-version');
    await goesTo(page, 'tab-steps');
  });

  it('keeps the focus at the field whose value was taken back', async () => {
    const page = await openPreview(0);
    await press(page, '[aria-label="expand: back to the default"]');
    await goesTo(page, 'step-expand');
  });

  it('puts nobody into a field who has clicked', async () => {
    const page = await openPreview(0, 'version: 1\nsteps: [{ gaussian_blur: { kernel_size: 3, p: 0.5 } }]\n');
    await page.click('[aria-label="p: back to the default"]');
    await eventually('the default', async () => {
      return (await page.locator('#step-p input').inputValue()) === '1';
    });
    await page.keyboard.press('2');
    await until(page, 'the panes', () =>
      document.querySelector('.stage')!.matches('[data-mode=side_by_side]'),
    );
  });

  it('leaves the focus where the person is working', async () => {
    const page = await openPreview(2);
    await page.locator('#whole-pipeline').focus();
    await page.evaluate(() => {
      document.hasFocus = () => false;
      window.harness.session.focusStep(undefined);
    });
    await until(page, 'the whole pipeline', () => document.querySelector('#whole-pipeline') === null);
    assert.ok(await page.evaluate(() => document.activeElement === document.body));
  });

  it('shows what is chosen where colours are forced', async () => {
    const page = await openPreview(1);
    await page.emulateMedia({ forcedColors: 'active' });
    const looks = await page.evaluate(() =>
      [
        ['#mode-slider', '#mode-difference', 'backgroundColor'],
        ['#tab-steps', '#tab-samples', 'borderBottomColor'],
        ['.card.current', '.card:not(.current)', 'borderTopColor'],
      ].map(([chosen, other, property]) =>
        [chosen, other].map(selector =>
          String(Reflect.get(getComputedStyle(document.querySelector(selector!)!), property!)),
        ),
      ),
    );
    for (const [chosen, other] of looks) assert.notEqual(chosen, other);
  });
});

/** The controls of the page. */
async function toldOf(page: Page): Promise<Told[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const controls = ['button', 'checkbox', 'combobox', 'radio', 'slider', 'tab', 'textbox', 'ColorWell'];
  const told = await Promise.all(
    nodes
      .filter(({ ignored, role }) => !ignored && controls.includes(String(role?.value)))
      .map(async ({ role, name, properties, backendDOMNodeId }) => {
        const { object } = await session.send('DOM.resolveNode', { backendNodeId: backendDOMNodeId! });
        const { result } = await session.send('Runtime.callFunctionOn', {
          objectId: object.objectId!,
          returnByValue: true,
          functionDeclaration: `function () {
            const { host = this } = this.getRootNode();
            return host.matches('.face, .version, .sample-tile .open') ? '' : host.innerText.trim();
          }`,
        });
        return {
          role: String(role?.value),
          name: String(name?.value ?? ''),
          pressed: properties?.find(property => property.name === 'pressed')?.value.value as unknown,
          text: String(result.value),
        };
      }),
  );
  await session.detach();
  return told;
}

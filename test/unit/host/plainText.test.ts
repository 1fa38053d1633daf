import assert from 'node:assert/strict';
import { plainLabel, plainMarkdown, plainMessage } from '../../../src/host/plainText.ts';

/** How the editor finds links in the messages of notifications (src/vs/base/common/linkedText.ts). */
const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('names of files in the editor’s own places', () => {
  it('make no link in a notification', () => {
    const name =
      '[Mend it](command:workbench.action.terminal.new) [a](https://example.com "b").jpg is damaged.';
    assert.equal([...name.matchAll(links)].length, 2);
    assert.equal([...plainMessage(name).matchAll(links)].length, 0);
    assert.equal(
      plainMessage('cat\u202egpj.exe is empty.\nNext\x1b'),
      'cat\\u202egpj.exe is empty.\nNext\\u001b',
    );
  });

  it('make no picture in a list', () => {
    assert.equal(plainLabel('$(error) x.yaml'), '\\$(error) x.yaml');
    assert.equal(plainLabel('a\n\u202eb'), 'a\\u000a\\u202eb');
  });

  it('make neither link, picture, HTML nor heading in Markdown', () => {
    assert.equal(
      plainMarkdown('![a](http://b)<img>\n# c'),
      '\\!\\[a\\]\\(http\\://b\\)\\<img\\>\\\\u000a\\# c',
    );
  });
});

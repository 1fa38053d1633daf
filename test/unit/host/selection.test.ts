import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { arrange } from '../../../src/host/selection.ts';

const file = (path: string) => ({ path, isFolder: false });
const folder = (path: string) => ({ path, isFolder: true });

describe('arrangement of a selection', () => {
  it('puts one file’s result beside it', () => {
    assert.deepEqual(arrange([file('/w/cats/a.jpg')], ['/w'], posix), {
      base: '/w/cats',
      groups: [{ subfolder: '', inputs: ['/w/cats/a.jpg'] }],
    });
  });

  it('puts one folder’s results beside the folder, as the command line does with its content', () => {
    assert.deepEqual(arrange([folder('/w/cats')], ['/w'], posix), {
      base: '/w',
      groups: [{ subfolder: '', inputs: ['/w/cats'] }],
    });
  });

  it('stays inside of a workspace folder that is developed as a whole', () => {
    assert.equal(arrange([folder('/w')], ['/w'], posix).base, '/w');
  });

  it('keeps classes apart when several folders are selected', () => {
    assert.deepEqual(arrange([folder('/w/set/cats'), folder('/w/set/dogs')], ['/w'], posix), {
      base: '/w/set',
      groups: [
        { subfolder: 'cats', inputs: ['/w/set/cats'] },
        { subfolder: 'dogs', inputs: ['/w/set/dogs'] },
      ],
    });
  });

  it('keeps files of different folders apart and those of one folder together', () => {
    const selection = [file('/w/cats/1.png'), file('/w/dogs/1.png'), file('/w/cats/2.png')];
    assert.deepEqual(arrange(selection, ['/w'], posix), {
      base: '/w',
      groups: [
        { subfolder: 'cats', inputs: ['/w/cats/1.png', '/w/cats/2.png'] },
        { subfolder: 'dogs', inputs: ['/w/dogs/1.png'] },
      ],
    });
  });

  it('leaves what is inside of a selected folder to that folder', () => {
    const selection = [folder('/w/cats'), file('/w/cats/a.jpg'), folder('/w/cats/big'), folder('/w/cats')];
    assert.deepEqual(arrange(selection, [], posix).groups, [{ subfolder: '', inputs: ['/w/cats'] }]);
  });

  it('is not misled by names that begin alike', () => {
    const { base, groups } = arrange([folder('/w/cat'), folder('/w/cats')], [], posix);
    assert.equal(base, '/w');
    assert.deepEqual(
      groups.map(({ subfolder }) => subfolder),
      ['cat', 'cats'],
    );
  });

  it('knows the other system’s paths', () => {
    const selection = [folder('C:\\set\\cats'), folder('C:\\set\\more\\dogs')];
    assert.deepEqual(arrange(selection, [], win32), {
      base: 'C:\\set',
      groups: [
        { subfolder: 'cats', inputs: ['C:\\set\\cats'] },
        { subfolder: 'more\\dogs', inputs: ['C:\\set\\more\\dogs'] },
      ],
    });
  });
});

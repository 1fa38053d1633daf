import { Uri, workspace, type Memento, type WebviewPanel } from 'vscode';

type Titles = Readonly<Record<string, string>>;

const maximumTitles = 50;

interface OpenPanel {
  readonly panel: WebviewPanel;
  /** What it is about. */
  readonly uri: Uri;
}

/** Which file or folder panels are about: the editor brings a panel back with its title only. */
export class PanelTitles {
  /** @param open the panels of now */
  constructor(
    private readonly state: Memento,
    private readonly key: string,
    private readonly open: () => Iterable<OpenPanel>,
  ) {}

  /** What a panel that has come back is about. */
  find(title: string): Uri | undefined {
    const uri = this.titles[title];
    return uri === undefined ? undefined : Uri.parse(uri, true);
  }

  /** The word and the name, or so much of the path that the panel of no other file has the title. */
  titleFor(word: string, name: string, uri: Uri): string {
    const others = [...this.open()].filter(open => open.uri.toString() !== uri.toString());
    const titles = [name, workspace.asRelativePath(uri), uri.path].map(called => `${word} ${called}`);
    const isFree = (title: string) => others.every(({ panel }) => panel.title !== title);
    return titles.find(isFree) ?? `${word} ${uri.toString()}`;
  }

  remember(title: string, uri: Uri): void {
    const open = [...this.open()].map(({ panel, uri }) => [panel.title, uri.toString()] as const);
    // Panels that are brought back one by one must still find theirs.
    const titles = new Map(Object.entries(this.titles));
    for (const [panelTitle, address] of [...open, [title, uri.toString()] as const]) {
      // What is open is newer than all that is not.
      titles.delete(panelTitle);
      titles.set(panelTitle, address);
    }
    void this.state.update(this.key, Object.fromEntries([...titles].slice(-maximumTitles)));
  }

  private get titles(): Titles {
    return this.state.get<Titles>(this.key, {});
  }
}

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

  /** The word and the name, or the path while another panel has the name. */
  titleFor(word: string, name: string, uri: Uri): string {
    const short = `${word} ${name}`;
    const isTaken = [...this.open()].some(({ panel }) => panel.title === short);
    return isTaken ? `${word} ${workspace.asRelativePath(uri)}` : short;
  }

  remember(title: string, uri: Uri): void {
    const open = Object.fromEntries([...this.open()].map(({ panel, uri }) => [panel.title, uri.toString()]));
    // Panels that are brought back one by one must still find theirs.
    const titles: Titles = { ...this.titles, ...open, [title]: uri.toString() };
    const newest = Object.entries(titles).slice(-maximumTitles);
    void this.state.update(this.key, Object.fromEntries(newest));
  }

  private get titles(): Titles {
    return this.state.get<Titles>(this.key, {});
  }
}

import { TabInputWebview, Uri, window, workspace, type Memento, type Tab, type WebviewPanel } from 'vscode';

type Titles = Readonly<Record<string, string>>;

const maximumTitles = 50;

interface OpenPanel {
  readonly panel: WebviewPanel;
  /** What it is about. */
  readonly uri: Uri;
}

/** A tab of a window that was loaded again: the editor makes a panel of it when it is shown. */
interface WaitingTab {
  readonly tab: Tab;
  readonly uri: Uri;
}

/** Which file or folder panels are about: the editor brings a panel back with its title only. */
export class PanelTitles {
  /**
   * @param viewType of the panels
   * @param open the panels of now
   */
  constructor(
    private readonly state: Memento,
    private readonly key: string,
    private readonly viewType: string,
    private readonly open: () => Iterable<OpenPanel>,
  ) {}

  /** What a panel that has come back is about. */
  find(title: string): Uri | undefined {
    const uri = this.titles[title];
    return uri === undefined ? undefined : Uri.parse(uri, true);
  }

  /** The tab of a panel that has not come back yet: the extension cannot show it, only close it. */
  waitingTab(uri: Uri): Tab | undefined {
    return this.waiting().find(waiting => waiting.uri.toString() === uri.toString())?.tab;
  }

  /** The word and the name, or so much of the path that the panel of no other file has the title. */
  titleFor(word: string, name: string, uri: Uri): string {
    const others = this.present().filter(([, address]) => address !== uri.toString());
    const titles = [name, workspace.asRelativePath(uri), uri.path].map(called => `${word} ${called}`);
    const isFree = (title: string) => others.every(([taken]) => taken !== title);
    return titles.find(isFree) ?? `${word} ${uri.toString()}`;
  }

  remember(title: string, uri: Uri): void {
    // Panels that are brought back one by one must still find theirs.
    const titles = new Map(Object.entries(this.titles));
    for (const [panelTitle, address] of [...this.present(), [title, uri.toString()] as const]) {
      // What is open is newer than all that is not.
      titles.delete(panelTitle);
      titles.set(panelTitle, address);
    }
    void this.state.update(this.key, Object.fromEntries([...titles].slice(-maximumTitles)));
  }

  /** The titles that tabs have now, with what they are about. */
  private present(): (readonly [title: string, address: string])[] {
    return [
      ...this.waiting().map(({ tab, uri }) => [tab.label, uri.toString()] as const),
      ...[...this.open()].map(({ panel, uri }) => [panel.title, uri.toString()] as const),
    ];
  }

  private waiting(): readonly WaitingTab[] {
    const open = new Set([...this.open()].map(({ panel }) => panel.title));
    return window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.flatMap(tab => {
        // The editor puts a word of its own before the type.
        const isOurs = tab.input instanceof TabInputWebview && tab.input.viewType.endsWith(this.viewType);
        const uri = isOurs && !open.has(tab.label) ? this.find(tab.label) : undefined;
        return uri ? [{ tab, uri }] : [];
      }),
    );
  }

  private get titles(): Titles {
    return this.state.get<Titles>(this.key, {});
  }
}

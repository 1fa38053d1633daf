/** Of the report: colours follow the reader's, light or dark. */
export const style = `
:root { color-scheme: light dark; --ground: #fff; --text: #1c1c1c; --faint: #5a5a5a; --line: #d8d8d8;
  --error: #b3001b; --warning: #8a5700; --information: #0b57a4; --bar: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #1b1b1b; --text: #e6e6e6; --faint: #a8a8a8; --line: #3c3c3c;
    --error: #ff8a8a; --warning: #f0b75c; --information: #7fbaff; --bar: #7fbaff; }
}
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 4rem; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
code { font-family: ui-monospace, monospace; font-size: 0.92em; overflow-wrap: anywhere; }
a { color: inherit; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: 1.2rem; }
.totals { font-size: 1.15rem; font-weight: 600; }
nav ul { columns: 16rem; padding: 0; list-style: none; }
.error, .warning, .information { font-size: 0.85rem; font-weight: 600; }
.error { color: var(--error); }
.warning { color: var(--warning); }
.information { color: var(--information); }
ol { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 0.75rem; padding: 0; list-style: none; }
ol > li { display: flex; gap: 0.75rem; align-items: flex-start; border: 1px solid var(--line); border-radius: 4px; padding: 0.6rem; }
ol img { flex: none; width: 96px; height: 96px; object-fit: contain;
  background: repeating-conic-gradient(#9993 0 25%, transparent 0 50%) 0 / 12px 12px; }
ol div { min-width: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin-top: 1rem; }
th, td { padding: 0.15rem 0.75rem 0.15rem 0; text-align: left; }
thead th { color: var(--faint); font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.bars { width: 14rem; }
.bar { display: block; height: 0.7rem; background: var(--bar); }
`;

/** The one rule of imports: it points down the house, from host and cli to shared. */
const rooms = {
  shared: ['shared'],
  engine: ['engine', 'shared'],
  codec: ['codec', 'engine', 'shared'],
  dataset: ['dataset', 'engine', 'shared'],
  worker: ['worker', 'dataset', 'codec', 'engine', 'shared'],
  cli: ['cli', 'worker', 'dataset', 'codec', 'engine', 'shared'],
  host: ['host', 'worker/client', 'shared'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports-downwards`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^(src|webview|test)/', pathNot: allowed.map(name => `^src/${name}(/|\\.ts$)`) },
    })),
    {
      name: 'webview-imports-shared-only',
      severity: 'error',
      from: { path: '^webview/' },
      to: { path: '^(src|test)/', pathNot: '^src/shared/' },
    },
    {
      name: 'engine-is-pure',
      comment: 'The engine also runs in a browser.',
      severity: 'error',
      from: { path: '^src/(engine|shared)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-host-imports-vscode',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: '^src/host/' },
      to: { path: '^vscode$' },
    },
    {
      name: 'only-codec-imports-jimp',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: '^src/codec/' },
      to: { path: 'node_modules/(jimp|@jimp|@jsquash)/' },
    },
    {
      name: 'only-controls-imports-the-toolkit',
      comment: 'The webview toolkit is no longer maintained: it must be replaceable in one file.',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: '^webview/controls\\.ts$' },
      to: { path: 'node_modules/@vscode/webview-ui-toolkit/' },
    },
    {
      name: 'source-does-not-import-tests',
      severity: 'error',
      from: { path: '^(src|webview)/' },
      to: { path: '^test/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    // With paths of the tsconfig, the package esbuild is taken for the file of that name.
    doNotFollow: { path: ['node_modules', '^esbuild\\.mjs$'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

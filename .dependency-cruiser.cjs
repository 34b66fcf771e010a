/** The directions of imports, checked. `import type` counts. See docs for the house; this file is its law. */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** A folder of core may import only from the folders before it, and from itself. */
const LAYERS = ['time', 'model', 'condition', 'policy', 'evaluate', 'decide', 'storage', 'engine', 'otel', 'testing'];

/** The npm packages that core may import, and where (under packages/core/src/). */
const CORE_PACKAGES = {
  '@opentelemetry/api': '(otel/|otel[.]ts$)',
  'date-fns': '',
  eventemitter3: 'engine/',
  'fast-check': '(testing/arbitraries/|arbitraries[.]ts$)',
  'json-rules-engine': '(condition/host-facts[^/]*(/|[.]ts$)|host-facts[.]ts$)',
  zod: '(policy/|schema[.]ts$)',
};

const CORE = '^packages/core/src/';
const ENTRY_FILE = '[^/]+[.]ts$';
const escaped = (name) => name.replaceAll('.', '[.]');
const npm = (names) => `/node_modules/(${names.map(escaped).join('|')})/`;

function rule(name, comment, from, to) {
  return { name, severity: 'error', comment, from, to };
}

const layerRules = LAYERS.map((layer, index) =>
  rule(
    `core-direction-${layer}`,
    `${layer}/ imports only from ${LAYERS.slice(0, index + 1).join(', ')}.`,
    { path: `${CORE}${layer}/` },
    { path: CORE, pathNot: `${CORE}(${LAYERS.slice(0, index + 1).join('|')})/` },
  ),
);

const corePackageRules = Object.entries(CORE_PACKAGES)
  .filter(([, place]) => place !== '')
  .map(([name, place]) =>
    rule(
      `core-place-of-${name}`,
      `${name} is imported only in its place.`,
      { path: CORE, pathNot: `${CORE}${place}` },
      { path: npm([name]) },
    ),
  );

const coreRules = [
  rule(
    'core-named-packages-only',
    'Core imports only the npm packages that are named here.',
    { path: CORE },
    { path: '/node_modules/', pathNot: npm(Object.keys(CORE_PACKAGES)) },
  ),
  rule(
    'core-stays-home',
    'Core imports nothing of the workspace but its own sources.',
    { path: CORE },
    { path: '^(packages|examples|bench|scripts|types)/', pathNot: CORE },
  ),
  rule(
    'main-entry-without-json-rules-engine',
    'The main entry never loads json-rules-engine: the host-facts lane is an entry of its own.',
    { path: `${CORE}index[.]ts$` },
    { path: npm(['json-rules-engine']), reachable: true },
  ),
  rule(
    'main-entry-without-opentelemetry',
    'The main entry never loads the optional peer: measures are an entry of its own.',
    { path: `${CORE}index[.]ts$` },
    { path: npm(['@opentelemetry/api']), reachable: true },
  ),
  rule(
    'main-entry-without-packs',
    'The main entry never loads the policy packs: they are an entry of their own.',
    { path: `${CORE}index[.]ts$` },
    { path: `${CORE}policy/packs?/`, reachable: true },
  ),
  rule(
    'core-direction-picture',
    'picture/ draws what evaluate/ and the layers before it know.',
    { path: `${CORE}picture/` },
    { path: CORE, pathNot: `${CORE}(time|model|condition|policy|evaluate|picture)/` },
  ),
  rule(
    'pictures-are-an-entry-of-their-own',
    'Nothing but the entry imports picture/.',
    { path: CORE, pathNot: `${CORE}(picture/|pictures[.]ts$)` },
    { path: `${CORE}picture/` },
  ),
  rule(
    'fast-check-in-its-entry-only',
    'Who writes no property tests needs no fast-check: only the entry of the arbitraries loads it.',
    { path: `${CORE}(index|testing|schema|host-facts)[.]ts$` },
    { path: npm(['fast-check']), reachable: true },
  ),
  ...layerRules,
  ...corePackageRules,
];

const adapterRules = [
  rule(
    'adapter-imports-core-only',
    'The sources of an adapter import themselves and @dormouse/core, nothing else of the workspace.',
    { path: '^packages/(storage-[^/]+)/src/' },
    { path: '^(packages|examples|bench|scripts|types)/', pathNot: [`${CORE}index[.]ts$`, '^packages/$1/src/'] },
  ),
  rule(
    'adapter-tests-import-entries',
    'The tests of an adapter see of core only @dormouse/core, and what helps to test it.',
    { path: '^packages/(storage-[^/]+)/test/' },
    { path: '^(packages|examples|bench)/', pathNot: [`${CORE}(index|testing|arbitraries)[.]ts$`, '^packages/$1/'] },
  ),
  rule(
    'adapter-without-packages',
    'An adapter brings no npm package: what the host owns is its peer.',
    { path: '^packages/storage-[^/]+/src/' },
    { path: '/node_modules/' },
  ),
  rule(
    'pure-without-node',
    'Core and the in-memory storage run everywhere: no module of Node.',
    { path: '^packages/(core|storage-memory)/src/' },
    { dependencyTypes: ['core'] },
  ),
];

/**
 * Hosts import only what their package.json names: examples the entry points, as users would; benches any source, because
 * some questions are about a part. What the root names serves their tests.
 */
function hostRules(path) {
  const manifest = JSON.parse(readFileSync(join(__dirname, path, 'package.json'), 'utf8'));
  const named = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const ours = named.filter((name) => name.startsWith('@dormouse/')).map((name) => name.slice('@dormouse/'.length));
  const reach = path === 'bench' ? '' : ENTRY_FILE;
  const allowed = ours.length === 0 ? [] : [`^packages/(${ours.join('|')})/src/${reach}`];
  const examples = ours.filter((name) => name.startsWith('example-')).map((name) => name.slice('example-'.length));
  if (examples.length > 0) allowed.push(`^examples/(${examples.join('|')})/src/${ENTRY_FILE}`);
  return [
    rule(
      `${path}-names-its-packages`,
      `${path} imports only packages that its package.json names.`,
      { path: `^${path}/` },
      { path: '^(packages|examples|bench)/', pathNot: [`^${path}/`, ...allowed] },
    ),
    rule(
      `${path}-names-its-npm-packages`,
      `${path} imports only npm packages that its package.json names.`,
      { path: `^${path}/`, pathNot: ['/test/', '[.]config[.]ts$'] },
      { path: '/node_modules/', pathNot: named.length === 0 ? '^$' : npm(named) },
    ),
  ];
}

const examples = existsSync(join(__dirname, 'examples')) ? readdirSync(join(__dirname, 'examples')) : [];
const hosts = [...examples.map((name) => `examples/${name}`), 'bench'].filter((path) =>
  existsSync(join(__dirname, path, 'package.json')),
);

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle has no direction.', {}, { circular: true }),
    rule('resolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    rule(
      'sources-without-tests',
      'What ships never imports a test.',
      { path: '^(packages|examples)/[^/]+/src/' },
      { path: '/test/' },
    ),
    ...coreRules,
    ...adapterRules,
    ...hosts.flatMap(hostRules),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|examples)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};

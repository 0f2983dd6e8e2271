// Which room may import from which; see docs/architecture.md.
const platform = [
  'config',
  'auth',
  'audit',
  'jobs',
  'storage',
  'metrics',
  'format',
  'secrets',
  'net',
  'statistics',
]
// domain -> the domains below it
const uses = {
  speech: [],
  validation: [],
  meaning: ['validation'],
  connectors: ['speech'],
  integrations: [],
  suites: ['validation'],
  targets: ['connectors'],
  'device-profiles': ['speech'],
  importers: ['suites'],
  policies: ['suites', 'validation', 'meaning'],
  runs: [
    'suites',
    'targets',
    'device-profiles',
    'connectors',
    'speech',
    'validation',
    'policies',
    'meaning',
  ],
  schedules: ['runs'],
  'break-points': ['runs', 'device-profiles', 'analysis', 'speech'],
  analysis: ['runs', 'device-profiles'],
  replays: ['runs', 'policies', 'suites', 'validation'],
  review: ['runs', 'policies', 'validation'],
  defects: ['runs', 'review'],
  evidence: [
    'runs',
    'review',
    'defects',
    'targets',
    'suites',
    'connectors',
    'speech',
    'validation',
  ],
  notifications: ['integrations', 'runs', 'defects'],
  webhooks: ['integrations', 'suites', 'runs'],
  trends: ['runs', 'review'],
  workspace: [],
}
const domains = Object.keys(uses)
const lib = (names) => `^lib/(${names.join('|')})/`
const safe = [
  '^lib/[^/]+/schema\\.ts$',
  '^lib/format/',
  '^lib/validation/policy-settings\\.ts$',
  '^lib/validation/text/matches\\.ts$', // a pattern is checked while it is typed
  '^lib/bounded-cache\\.ts$',
  '^db/enums\\.ts$',
] // may reach the browser
const ours = '^(app|components|lib|db|workers|e2e|simulator|cli)/'
const npm = (names) => `^node_modules/(${names})/`
const not = { dependencyTypesNot: ['type-only'] } // erased imports may cross
const ban = (name, path, to, pathNot, fromNot) => ({
  name,
  severity: 'error',
  from: { path, ...(fromNot && { pathNot: fromNot }) },
  to: { path: to, ...(pathNot && { pathNot }), ...not },
})
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: not } },
    ban('db-is-the-bottom', '^db/', ours, ['^db/', '^lib/config/']),
    ban('lib-below-delivery', '^lib/', '^(app|components|workers|e2e|simulator|cli)/'),
    ban('platform-below-domains', `^lib/[^/]+\\.ts$|${lib(platform)}`, lib([...domains, 'http'])),
    ...domains.map((d) =>
      ban(`domain-${d}`, lib([d]), '^lib/[^/]+/', lib([d, ...uses[d], ...platform])),
    ),
    ban('undeclared-folder', '.', '^lib/[^/]+/', lib([...platform, ...domains, 'http'])),
    ban(
      'app-through-lib',
      '^(app|components)/',
      `^(db|workers|simulator|cli)/|${npm('drizzle-orm|postgres|pg-boss')}`,
      safe,
    ),
    ban(
      'workers-through-lib',
      '^workers/',
      `^(app|components|simulator|cli)/|^lib/http/|${npm('drizzle-orm')}`,
    ),
    ban('components-take-props', '^components/', '^(app|lib)/', safe),
    ban('client-islands', '(\\.client|/(global-)?error)\\.tsx?$', ours, [
      '\\.client\\.tsx?$',
      '^components/',
      '/actions\\.ts$',
      ...safe,
    ]),
    ban('safe-stays-safe', safe.join('|'), ours, safe),
    ban('framework-free', '^(lib|db|workers)/', npm('next|react|react-dom'), undefined, [
      '^lib/http/',
      '^lib/auth/session\\.ts$',
    ]),
    ban(
      'vendor-islands',
      '^lib/integrations/([^/]+)/',
      '^lib/integrations/[^/]+/',
      '^lib/integrations/$1/',
    ),
    ban(
      'internal-is-private',
      '^(lib/[^/]+/|app|workers|components)',
      '^lib/[^/]+/internal',
      '^$1',
    ),
    ban('evidence-verifies-alone', '^lib/evidence/verify/', ours, [
      '^lib/evidence/verify/',
      ...safe,
    ]),
    ban('simulator-stands-alone', '^simulator/', ours, [
      '^simulator/',
      '^lib/(speech|config|statistics)/',
      '^lib/[^/]+\\.ts$',
    ]),
    ban('cli-talks-to-the-api', '^cli/', ours, [
      '^cli/',
      '^lib/config/',
      '^lib/evidence/verify/', // a bundle must be checkable without its server
      '^lib/validation/', // `earshot judge` works offline: the rules are pure, and need no table
      '^lib/speech/audio/', // and so does measuring the recordings that its lines name
      '^lib/[^/]+\\.ts$',
      ...safe,
    ]),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.next/|\\.test\\.tsx?$|/testing/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

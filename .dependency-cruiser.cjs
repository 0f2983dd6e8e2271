// Which room may import from which; docs/architecture.md explains it, scripts/house/rules.test.ts sees each rule fire.
const engines = {
  speech: [],
  validation: [],
  vendors: [],
  meaning: ['validation'],
  connectors: ['speech', 'validation'],
}
// domain -> the domains below it
const domains = {
  accounts: [],
  suites: [],
  targets: [],
  'device-profiles': [],
  meaning: [],
  integrations: [],
  importers: ['suites'],
  policies: ['suites', 'meaning'],
  runs: ['suites', 'targets', 'device-profiles', 'policies'],
  executions: ['runs', 'suites', 'device-profiles', 'policies'],
  schedules: ['runs'],
  robustness: ['runs', 'device-profiles', 'suites', 'targets'],
  review: ['runs', 'executions', 'policies', 'suites'],
  replays: ['runs', 'executions', 'policies', 'suites'],
  defects: ['integrations', 'runs', 'executions', 'review', 'suites'],
  insights: ['runs', 'executions', 'review', 'suites', 'device-profiles'],
  evidence: ['runs', 'executions', 'review', 'defects', 'targets', 'suites'],
  notifications: ['integrations', 'runs', 'executions', 'suites'],
  webhooks: ['integrations', 'suites', 'targets', 'runs'],
  secrets: ['targets', 'integrations', 'webhooks'],
  'dead-letters': ['runs', 'replays', 'meaning', 'notifications', 'webhooks'],
}
// schema file -> whose tables it holds, where its name does not say so
const owners = { executions: 'runs', metrics: 'runs', review: 'runs' }
// tables that everybody may name (people, and what the platform keeps), and one look upwards: a target in use stays
const open = ['columns', 'accounts', 'platform', 'activity']
const looks = { targets: ['runs'] }
const schemas = (d) => [
  ...[...open, d, ...domains[d], ...(looks[d] ?? [])],
  ...Object.keys(owners).filter((file) => [d, ...domains[d]].includes(owners[file])),
]
const any = (names) => `(${names.join('|')})`
const browserSafe = [
  '^lib/.+/schema\\.ts$',
  '^lib/platform/(format/|bounded-cache\\.ts$)',
  '^lib/runs/report/',
  '^lib/executions/((score-view|turn-time-views|row-marks|expectation-rows|tool-rows)\\.ts$|timeline/)',
  '^lib/engines/validation/(policy-settings|text/(matches|pattern-fault|pattern-size))\\.ts$', // a pattern is checked while it is typed
  '^lib/engines/validation/(tools/(tool-rules|tool-mocks|matchers|pattern-parts|value-path)|text/entities/find-entity)\\.ts$', // so is a rule of a tool
  '^db/enums\\.ts$',
]
const ours = '^(app|components|lib|db|workers|e2e|simulator|cli)/'
const npm = (names) => `^node_modules/(${names})/`
/** `erased`: type-only imports may cross, for they are gone at run time. */
const ban = (name, from, to, { except, unless, erased } = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...(unless && { pathNot: unless }) },
  to: {
    path: to,
    ...(except && { pathNot: except }),
    ...(erased && { dependencyTypesNot: ['type-only'] }),
  },
})
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ban('db-is-the-bottom', '^db/', ours, { except: ['^db/', '^lib/platform/config/'] }),
    ban('lib-below-delivery', '^lib/', '^(app|components|workers|e2e|simulator|cli)/'),
    ban('tiers-platform', '^lib/platform/', '^lib/', { except: '^lib/platform/' }),
    ban('tiers-engines', '^lib/engines/', '^lib/', { except: '^lib/(platform|engines)/' }),
    ban('tiers-domains', '^lib/', '^lib/http/', { unless: '^lib/http/' }),
    ban('undeclared-room', '.', '^lib/', {
      except: [
        `^lib/${any(['platform', 'http', ...Object.keys(domains)])}/`,
        `^lib/engines/${any(Object.keys(engines))}/`,
      ],
    }),
    ...Object.entries(engines).map(([e, uses]) =>
      ban(`engine-${e}`, `^lib/engines/${e}/`, '^lib/engines/', {
        except: `^lib/engines/${any([e, ...uses])}/`,
      }),
    ),
    ...Object.entries(domains).map(([d, uses]) =>
      ban(`domain-${d}`, `^lib/${d}/`, '^lib/', {
        except: `^lib/${any(['platform', 'engines', d, ...uses])}/`,
      }),
    ),
    ...Object.keys(domains).map((d) =>
      ban(`tables-${d}`, `^lib/${d}/`, '^db/schema/', {
        except: `^db/schema/${any(schemas(d))}\\.ts$`,
      }),
    ),
    ban('tables-platform', '^lib/platform/', '^db/schema/', {
      except: `^db/schema/${any(open)}\\.ts$`,
    }),
    ban(
      'engines-touch-no-table',
      '^lib/engines/',
      `^db/|^lib/platform/context\\.ts$|${npm('drizzle-orm|postgres|pg-boss')}`,
      { except: '^db/enums\\.ts$' },
    ),
    ban('schema-by-name', '.', '^db/schema/index\\.ts$', {
      unless: '^(db/client\\.ts|drizzle\\.config\\.ts|scripts/generate/)',
    }),
    ban('pg-boss-in-jobs', '.', npm('pg-boss'), { unless: '^(lib/platform/jobs|bench|scripts)/' }),
    ban(
      'app-through-lib',
      '^(app|components)/',
      `^(db|workers|simulator|cli)/|${npm('drizzle-orm|postgres|pg-boss')}`,
      { except: browserSafe, erased: true },
    ),
    ban(
      'workers-through-lib',
      '^workers/',
      `^(app|components|simulator|cli)/|^lib/http/|${npm('drizzle-orm')}`,
      { erased: true },
    ),
    ban('components-take-props', '^components/', '^(app|lib)/', {
      except: browserSafe,
      erased: true,
    }),
    ban('client-islands', '(\\.client|/(global-)?error)\\.tsx?$', ours, {
      except: [
        '\\.client\\.tsx?$',
        '^components/',
        '/(_components|_lib)/',
        '/actions\\.ts$',
        ...browserSafe,
      ],
      erased: true,
    }),
    ban('safe-stays-safe', browserSafe.join('|'), ours, { except: browserSafe, erased: true }),
    ban('framework-free', '^(lib|db|workers)/', npm('next|react|react-dom'), {
      unless: ['^lib/http/', '^lib/accounts/session\\.ts$'],
    }),
    ban('vendor-islands', '^lib/engines/vendors/([^/]+)/', '^lib/engines/vendors/[^/]+/', {
      except: '^lib/engines/vendors/$1/',
    }),
    ban('evidence-verifies-alone', '^lib/evidence/verify/', ours, {
      except: ['^lib/evidence/verify/', ...browserSafe],
    }),
    ban('simulator-stands-alone', '^simulator/', ours, {
      except: [
        '^simulator/',
        '^lib/engines/speech/',
        '^lib/platform/(config|statistics|processes)/',
        '^lib/platform/[^/]+\\.ts$',
      ],
    }),
    ban('cli-talks-to-the-api', '^cli/', ours, {
      except: [
        '^cli/',
        '^lib/platform/config/',
        '^lib/evidence/verify/', // a bundle must be checkable without its server
        '^lib/engines/validation/', // `earshot judge` works offline: the rules are pure, and need no table
        '^lib/engines/speech/(audio|decode|listening)/', // and so does measuring the recordings that its lines name
        '^lib/platform/[^/]+\\.ts$',
        ...browserSafe,
      ],
      erased: true,
    }),
  ],
  required: [
    {
      name: 'zod-in-our-words', // every program words what is wrong with an input by the same map
      severity: 'error',
      module: {
        path: '^(app/layout\\.tsx|app/_components/providers\\.client\\.tsx|lib/http/(route|action)\\.ts|(cli|simulator|workers(/[a-z-]+)?)/main\\.ts|scripts/(start|dev|demo|seed|test|generate)\\.ts)$',
      },
      to: { path: '^lib/platform/format/zod-messages\\.ts$', reachable: true },
    },
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

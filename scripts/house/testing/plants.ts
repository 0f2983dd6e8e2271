/** One import of one file by another; `type` for an import of types only. */
export type Edge = { from: string; to: string; type?: boolean }

/** An import that breaks `rule`, and the rules that it cannot help breaking `also`. */
export type Plant = Edge & {
  rule: string
  also?: string[]
  /** the target imports a type of the file, which closes a circle */
  back?: true
}

/** Packages that the planted project has, each an empty module. */
export const packages = ['drizzle-orm', 'postgres', 'pg-boss', 'next', 'react']

/** What the planting needs to know of a rule of `.dependency-cruiser.cjs`. */
export type Rule = { name: string; except: RegExp[] }

/** What `rule` lets nobody import: the first of `targets` that it does not except. */
function forbidden(rule: Rule, targets: string[]): string {
  const target = targets.find((path) => !rule.except.some((pattern) => pattern.test(path)))
  if (target === undefined) throw new Error(`${rule.name} allows everything`)
  return target
}

/** A violation of each rule that is stated for every engine, every domain and its tables. */
function plantTable(rules: readonly Rule[]): Plant[] {
  const members = (kind: string) =>
    rules
      .filter(({ name }) => name.startsWith(`${kind}-`))
      .map((rule) => ({ rule, member: rule.name.slice(kind.length + 1) }))
  const engines = members('engine').filter(({ member }) => member !== 'touch-no-table')
  const domains = members('domain')
  const paths = (list: typeof domains, path: (member: string) => string) =>
    list.map(({ member }) => path(member))
  return [
    ...engines.map(({ rule, member }) => ({
      rule: rule.name,
      from: `lib/engines/${member}/planted-engine.ts`,
      to: forbidden(
        rule,
        paths(engines, (other) => `lib/engines/${other}/target.ts`),
      ),
    })),
    ...domains.map(({ rule, member }) => ({
      rule: rule.name,
      from: `lib/${member}/planted-domain.ts`,
      to: forbidden(
        rule,
        paths(domains, (other) => `lib/${other}/target.ts`),
      ),
    })),
    ...members('tables')
      .filter(({ member }) => member !== 'platform')
      .map(({ rule, member }) => ({
        rule: rule.name,
        from: `lib/${member}/planted-table.ts`,
        to: forbidden(
          rule,
          paths(domains, (other) => `db/schema/${other}.ts`),
        ),
      })),
  ]
}

/** A violation of each rule of `.dependency-cruiser.cjs`; a rule without one fails its test. */
export const plants = (rules: readonly Rule[]): Plant[] => [
  ...plantTable(rules),
  { rule: 'no-circular', from: 'lib/runs/circle-a.ts', to: 'lib/runs/circle-b.ts', back: true },
  { rule: 'db-is-the-bottom', from: 'db/planted.ts', to: 'lib/platform/log.ts' },
  { rule: 'lib-below-delivery', from: 'lib/runs/planted-up.ts', to: 'workers/target.ts' },
  { rule: 'tiers-platform', from: 'lib/platform/planted.ts', to: 'lib/runs/target.ts' },
  { rule: 'tiers-engines', from: 'lib/engines/speech/planted.ts', to: 'lib/runs/target.ts' },
  {
    rule: 'tiers-domains',
    from: 'lib/runs/planted-http.ts',
    to: 'lib/http/target.ts',
    also: ['domain-runs'],
  },
  { rule: 'undeclared-room', from: 'workers/planted-room.ts', to: 'lib/chatter/target.ts' },
  { rule: 'tables-platform', from: 'lib/platform/planted-table.ts', to: 'db/schema/runs.ts' },
  { rule: 'engines-touch-no-table', from: 'lib/engines/speech/planted-sql.ts', to: 'postgres' },
  { rule: 'schema-by-name', from: 'bench/planted.ts', to: 'db/schema/index.ts' },
  { rule: 'pg-boss-in-jobs', from: 'lib/runs/planted-boss.ts', to: 'pg-boss' },
  { rule: 'app-through-lib', from: 'app/planted/page.tsx', to: 'drizzle-orm' },
  { rule: 'workers-through-lib', from: 'workers/planted.ts', to: 'lib/http/target.ts' },
  { rule: 'components-take-props', from: 'components/run/planted.tsx', to: 'lib/runs/target.ts' },
  { rule: 'client-islands', from: 'app/planted/a.client.tsx', to: 'lib/runs/target.ts' },
  {
    rule: 'safe-stays-safe',
    from: 'lib/platform/format/planted.ts',
    to: 'lib/platform/log.ts',
  },
  { rule: 'framework-free', from: 'lib/runs/planted-next.ts', to: 'next' },
  {
    rule: 'vendor-islands',
    from: 'lib/engines/vendors/slack/planted.ts',
    to: 'lib/engines/vendors/jira/target.ts',
  },
  {
    rule: 'evidence-verifies-alone',
    from: 'lib/evidence/verify/planted.ts',
    to: 'lib/platform/log.ts',
  },
  { rule: 'simulator-stands-alone', from: 'simulator/planted.ts', to: 'lib/runs/target.ts' },
  { rule: 'cli-talks-to-the-api', from: 'cli/planted.ts', to: 'lib/runs/target.ts' },
  // A file that lacks an import it must have is reported with itself.
  { rule: 'zod-in-our-words', from: 'cli/main.ts', to: 'cli/main.ts' },
]

/** Imports that every rule allows: along the tiers, to the own tables, of types, and of what browsers may load. */
export const clean: Edge[] = [
  { from: 'app/runs/page.tsx', to: 'lib/runs/start-run.ts' },
  { from: 'app/runs/page.tsx', to: 'components/run/run-name.tsx' },
  { from: 'app/runs/a.client.tsx', to: 'app/runs/actions.ts' },
  { from: 'app/runs/a.client.tsx', to: 'lib/runs/schema.ts' },
  { from: 'app/runs/actions.ts', to: 'lib/http/context.ts' },
  { from: 'components/run/run-name.tsx', to: 'lib/runs/queries.ts', type: true },
  { from: 'components/run/run-name.tsx', to: 'lib/platform/format/instant.ts' },
  { from: 'workers/handlers/expand-run.ts', to: 'lib/runs/start-run.ts' },
  { from: 'lib/http/context.ts', to: 'lib/accounts/session.ts' },
  { from: 'lib/accounts/session.ts', to: 'next' },
  { from: 'lib/runs/start-run.ts', to: 'lib/suites/queries.ts' },
  { from: 'lib/runs/start-run.ts', to: 'lib/engines/validation/judge.ts' },
  { from: 'lib/runs/start-run.ts', to: 'db/schema/executions.ts' },
  { from: 'lib/runs/start-run.ts', to: 'drizzle-orm' },
  { from: 'lib/engines/meaning/embed.ts', to: 'lib/engines/validation/text.ts' },
  { from: 'lib/engines/meaning/embed.ts', to: 'lib/platform/log.ts' },
  { from: 'lib/engines/vendors/slack/bot.ts', to: 'lib/engines/vendors/slack/types.ts' },
  { from: 'lib/platform/jobs/boss.ts', to: 'pg-boss' },
  { from: 'db/client.ts', to: 'db/schema/index.ts' },
  { from: 'db/client.ts', to: 'lib/platform/config/settings.ts' },
  { from: 'simulator/answer.ts', to: 'lib/engines/speech/voices.ts' },
  { from: 'cli/check.ts', to: 'lib/evidence/verify/verify.ts' },
  { from: 'cli/main.ts', to: 'lib/platform/format/zod-messages.ts' },
]

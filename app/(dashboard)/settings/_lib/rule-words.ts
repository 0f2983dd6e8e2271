import type { TriggerRule } from '#lib/webhooks/schema.ts'

export const eventWords: Record<TriggerRule['events'][number], string> = {
  push: 'push',
  tag: 'tag',
  pull_request: 'pull request',
  merge_group: 'merge group',
  release: 'release',
  build: 'build',
  deployment: 'deployment',
  comment: '/earshot run comment',
}

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const or = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** By id, and by name as rules from files may have it. */
export type Names = Readonly<Record<string, string>>

const named = (names: Names, one: string) =>
  names[one] ?? (Object.values(names).includes(one) ? one : `${one} (not found)`)

/** When a rule holds: `On push or pull request, branch main or release/*`. */
export function conditionWords(rule: TriggerRule): string {
  const parts: [string, readonly string[]][] = [
    ['repository', rule.repositories],
    ['branch', rule.branches],
    ['tag', rule.tags],
    ['environment', rule.environments ?? []],
    ['label', rule.labels],
    ['changed file', rule.paths],
  ]
  const conditions = parts
    .filter(([, list]) => list.length > 0)
    .map(([word, list]) => `${word} ${or.format(list)}`)
  if (rule.ignored_paths.length > 0)
    conditions.push(`not only ${and.format(rule.ignored_paths)} changed`)
  const events = or.format(rule.events.map((event) => eventWords[event]))
  const anyone = rule.authors === 'anyone' ? ['also of forks'] : []
  return [`On ${events}`, ...conditions, ...anyone].join(', ')
}

/** What it starts: `Weather and Calls on Simulator, by voice`. */
export function effectWords(rule: TriggerRule, suites: Names, targets: Names): string {
  const what = and.format(rule.suites.map((one) => named(suites, one)))
  const how = { voice: 'by voice', text: 'as text', twin: 'by voice and as text' }[rule.mode]
  const languages = rule.languages.length > 0 ? `, in ${and.format(rule.languages)}` : ''
  return `${what} on ${named(targets, rule.target)}, ${how}${languages}`
}

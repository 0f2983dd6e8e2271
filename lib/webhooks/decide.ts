import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import { matchesGlob, type GlobBudget } from '#lib/webhooks/glob.ts'
import type { TriggerRule } from '#lib/webhooks/schema.ts'

export type Decision = { matched: boolean; reason: string }

const matches = (patterns: readonly string[], text: string, budget?: GlobBudget) =>
  (budget?.left ?? 0) >= 0 && patterns.some((pattern) => matchesGlob(pattern, text, budget))

/** Steps in which the changed files of an event are held against the patterns of a rule: some tenths of a second. */
const maxSteps = 30_000_000

const listed = (patterns: readonly string[]) => patterns.join(', ')
/** What an event is called in a sentence. */
export const kindWords: Record<CiEvent['kind'], string> = {
  push: 'a push',
  tag: 'a tag',
  pull_request: 'a pull request',
  merge_group: 'a merge group',
  release: 'a release',
  build: 'a build',
  deployment: 'a deployment',
  comment: 'a comment',
  ping: 'a ping',
}

type Check = (event: CiEvent, rule: TriggerRule) => string | null

const checkEvent: Check = ({ kind }, { events }) =>
  events.some((one) => one === kind)
    ? null
    : `${kindWords[kind]} is not listed: ${events.join(', ')}`

const checkRepository: Check = ({ repository }, { repositories }) => {
  if (repositories.length === 0) return null
  if (repository === null) return 'the event names no repository'
  // Names of repositories are the same in any case at every provider.
  const lower = repositories.map((pattern) => pattern.toLowerCase())
  return matches(lower, repository.toLowerCase())
    ? null
    : `repository ${repository} is not listed: ${listed(repositories)}`
}

const checkAuthor: Check = ({ author }, { authors }) =>
  authors === 'anyone' || author.trusted
    ? null
    : 'the code comes from a fork; the rule runs only code of people who may write to the repository'

/** The branch that a rule speaks of: of a pull request the one it goes into, as CI systems have it. */
const branchOf = (event: CiEvent) =>
  event.pullRequest?.baseBranch ?? event.baseBranch ?? event.branch

/** Events that stand on no branch: a condition on branches asks nothing of them. */
const branchless = new Set<CiEvent['kind']>(['tag', 'release', 'ping'])

const checkBranch: Check = (event, { branches }) => {
  if (branches.length === 0 || branchless.has(event.kind)) return null
  const branch = branchOf(event)
  if (branch === null) return 'the event names no branch'
  return matches(branches, branch) ? null : `branch ${branch} is not listed: ${listed(branches)}`
}

const checkTag: Check = ({ kind, tag }, { tags }) => {
  if (tags.length === 0 || (kind !== 'tag' && kind !== 'release')) return null
  if (tag === null) return 'the event names no tag'
  return matches(tags, tag) ? null : `tag ${tag} is not listed: ${listed(tags)}`
}

const checkEnvironment: Check = ({ kind, environment }, { environments = [] }) => {
  if (environments.length === 0 || kind !== 'deployment') return null
  if (environment === null) return 'the deployment names no environment'
  return matches(environments, environment)
    ? null
    : `environment ${environment} is not listed: ${listed(environments)}`
}

/** `/earshot run` asks every rule, `/earshot run Weather` the one of that name, or those that run that suite. */
const checkCommand: Check = ({ kind, command }, { name, suites }) => {
  if (kind !== 'comment' || !command) return null
  const wanted = command.toLowerCase()
  return [name, ...suites].some((one) => one.toLowerCase() === wanted)
    ? null
    : `the comment asks for "${command}", which is neither this rule nor one of its suites`
}

const checkLabels: Check = ({ pullRequest, addedLabel }, { labels }) => {
  const wanted = new Set(labels.map((label) => label.toLowerCase()))
  if (addedLabel !== null && !wanted.has(addedLabel.toLowerCase()))
    return labels.length === 0
      ? `the label ${addedLabel} was added, and the rule asks for no label`
      : `the label ${addedLabel} was added, and the rule asks for ${listed(labels)}`
  if (labels.length === 0 || !pullRequest) return null
  return pullRequest.labels.some((label) => wanted.has(label.toLowerCase()))
    ? null
    : `the pull request carries none of the labels ${listed(labels)}`
}

const asksForFiles = (rule: TriggerRule) => rule.paths.length + rule.ignored_paths.length > 0

function faultOfPaths(paths: readonly string[], rule: TriggerRule, budget: GlobBudget) {
  const counted = paths.filter((path) => !matches(rule.ignored_paths, path, budget))
  if (counted.length === 0)
    return paths.length === 0
      ? 'the event names no changed file'
      : `only ignored files changed: ${listed(rule.ignored_paths)}`
  if (rule.paths.length === 0 || counted.some((path) => matches(rule.paths, path, budget)))
    return null
  return `no changed file is listed: ${listed(rule.paths)}`
}

/** Why the changed files let nothing through; `unknown` when there are too many, or they are not told. */
function lookAtPaths({ paths }: CiEvent, rule: TriggerRule): string | null | typeof unknown {
  if (!asksForFiles(rule)) return null
  if (paths === null) return unknown
  const budget = { left: maxSteps }
  const fault = faultOfPaths(paths, rule, budget)
  return budget.left < 0 ? unknown : fault
}
const unknown = Symbol('which files changed is not known')

const checkEnabled: Check = (_event, rule) => (rule.is_enabled ? null : 'the rule is switched off')

const checks: readonly Check[] = [
  checkEnabled,
  checkEvent,
  checkRepository,
  checkAuthor,
  checkBranch,
  checkTag,
  checkEnvironment,
  checkCommand,
  checkLabels,
]

/**
 * Whether a rule lets an event through, with the first reason against it in words. Where a provider does not tell
 * which files changed, or tells of too many, conditions on files hold: running too much is better than missing a change.
 */
export function decide(event: CiEvent, rule: TriggerRule): Decision {
  for (const check of checks) {
    const reason = check(event, rule)
    if (reason !== null) return { matched: false, reason }
  }
  const reason = lookAtPaths(event, rule)
  if (reason === unknown)
    return {
      matched: true,
      reason:
        event.paths === null
          ? 'every condition matches; the event does not list the changed files, so any may have changed'
          : `every condition matches; ${event.paths.length} changed files are too many to look at with these patterns, so any may have changed`,
    }
  return { matched: reason === null, reason: reason ?? 'every condition holds' }
}

import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import {
  resultWithoutMatch,
  whyNotTaken,
  type Result,
  type Standing,
} from '#lib/webhooks/judge-event.ts'
import type { ReadEvent } from '#lib/webhooks/parse-event.ts'
import { TriggerRules, type TriggerRule } from '#lib/webhooks/schema.ts'

/** Rules of a connection as a receiver has read them. */
export type KnownRules = {
  standing: Standing
  /** changes with the rules and with what the connection takes; see `rulesPrint` */
  print: string
  /** characters of all patterns */
  size: number
}

/** Steps of holding an event against patterns, and pairs of rules and events, that a receiver takes: a millisecond of it. */
const most = { steps: 100_000, pairs: 50 }

/**
 * SQL for what the rules of a row of `integrations` are known by: whoever writes down what they said looks whether it is
 * still the same.
 */
export const rulesPrint = `md5(integrations.triggers::text || ' ' || integrations.config::text)`

const sizeOf = (texts: readonly (string | null | undefined)[]) =>
  texts.reduce((sum, text) => sum + (text?.length ?? 0), 0)

const patternsOf = ({ repositories, branches, tags, environments = [], ...rule }: TriggerRule) => [
  ...repositories,
  ...branches,
  ...tags,
  ...environments,
  ...rule.paths,
  ...rule.ignored_paths,
]

const matchedTexts = ({ repository, branch, tag, ...event }: CiEvent) => [
  ...[repository, branch, tag, event.baseBranch, event.environment],
  event.pullRequest?.baseBranch,
  ...(event.paths ?? []),
]

/** Null without rules, and for some that cannot be read: a worker says why such a connection starts nothing. */
export function knownRulesOf(row: {
  triggers: unknown
  config: unknown
  print: string
}): KnownRules | null {
  const { data: rules = [] } = TriggerRules.safeParse(row.triggers)
  if (rules.length === 0) return null
  const standing = { connection: { config: row.config }, rules, noRule: null }
  return { standing, print: row.print, size: sizeOf(rules.flatMap(patternsOf)) }
}

/**
 * What becomes of a delivery that no rule matches, decided where it arrives. Null for one that a worker has to look at: a
 * rule matches, something is to be asked for, or it is too much to look at between two requests.
 */
export function judgeAtDoor(known: KnownRules, { event, others }: ReadEvent): Result | null {
  if (event === null) return null
  const { standing, size } = known
  if (event.isIncomplete && whyNotTaken(standing.connection, event) === null) return null
  const events = [event, ...others]
  if (events.length * standing.rules.length > most.pairs) return null
  if (size * sizeOf(events.flatMap(matchedTexts)) > most.steps) return null
  return resultWithoutMatch(standing, events)
}

import { z } from 'zod'

import type { JiraApi } from '#lib/engines/vendors/jira/api.ts'
import { isRefusal, mendedRank } from '#lib/engines/vendors/jira/done-words.ts'
import { JiraFault } from '#lib/engines/vendors/jira/faults.ts'
import { categoryOf, toIssue } from '#lib/engines/vendors/jira/issue.ts'
import type { Moved } from '#lib/engines/vendors/types.ts'

const Field = z.object({
  required: z.boolean().default(false),
  hasDefaultValue: z.boolean().default(false),
  name: z.string().optional(),
  allowedValues: z.array(z.object({ id: z.string(), name: z.string().optional() })).catch([]),
})

const Status = z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) })

const Offered = z.object({
  id: z.string(),
  name: z.string().default(''),
  isAvailable: z.boolean().default(true),
  to: Status,
  fields: z.record(z.string(), Field).default({}),
})
type Offered = z.output<typeof Offered>

/** A transition, what is filled in on its screen, and what only a person can fill in. */
type Way = {
  id: string
  name: string
  status: string
  category: ReturnType<typeof categoryOf>
  /** names of the resolutions that its screen offers */
  resolutions: string[]
  fields: Record<string, unknown>
  missing: string[]
}

/** Which way to go: one, or none with the statuses that a person may choose from. */
type Choice = { way: Way } | { ask: string[] }

/** What an issue is to be moved to. */
type Wanted = {
  /** whether a status category is one to move to */
  fits: (category: Way['category']) => boolean
  /** of the ways that fit, there is at least one; `closed`: all statuses of the project that are done */
  choose: (ways: Way[], closed: () => Promise<string[]>) => Promise<Choice>
  /** "done" or "open", for warnings */
  word: string
  /** the setting by which a person says which one is meant */
  setting: 'done_status' | 'reopened_status'
}

const lower = (text: string) => text.trim().toLowerCase()

/** The clearest first, then one whose screen asks for nothing more. */
function best(ways: readonly Way[], rank: (way: Way) => number): Way | undefined {
  return ways.toSorted(
    (a, b) => Number(a.missing.length > 0) - Number(b.missing.length > 0) || rank(a) - rank(b),
  )[0]
}

/** By resolution or by name, it says that the fault was not mended. */
const refuses = ({ name, status, resolutions }: Way) =>
  isRefusal(status) ||
  isRefusal(name) ||
  (resolutions.length > 0 && resolutions.every((one) => isRefusal(one)))

/** How clearly the status of a way says that the fault is mended. */
const clearness = (way: Way): number | null => (refuses(way) ? null : mendedRank(way.status))

/** The screen of each lets us say that the fault is mended. */
const setsResolution = (ways: readonly Way[]) => ways.every(({ fields }) => 'resolution' in fields)

const names = (ways: readonly Way[]) => [...new Set(ways.map(({ status }) => status))]

/**
 * Where a fixed defect goes: to the status that the settings name, else to one that says by its name, in any language
 * that is known, that the fault is mended; else to the only one that is offered, where the resolution can say so or the
 * project has no other. Everything else would be a guess, which might close it as refused: a person is asked.
 */
export function toDone(chosen: string | undefined): Wanted {
  return {
    fits: (category) => category === 'done',
    word: 'done',
    setting: 'done_status',
    choose: async (ways, closed) => {
      const named = best(
        ways.filter(({ status }) => chosen && lower(status) === lower(chosen)),
        () => 0,
      )
      if (named) return { way: named }
      const clear = best(
        ways.filter((way) => clearness(way) !== null),
        (way) => clearness(way) ?? 0,
      )
      if (clear) return { way: clear }
      const open = ways.filter((way) => !refuses(way))
      const [only, ...others] = names(open)
      if (only === undefined || others.length > 0) return { ask: names(ways) }
      const isSure = setsResolution(open) || (await closed()).every((status) => status === only)
      const way = isSure ? best(open, () => 0) : undefined
      return way ? { way } : { ask: names(ways) }
    },
  }
}

const reopened = [/^re-?opened$/i, /^(to do|open|new|backlog)$/i]

/** Where a defect goes that is back: to the status that the settings name, else to where work begins. */
export function toOpen(chosen: string | undefined): Wanted {
  const rank = ({ status, category }: Way) => {
    if (chosen && lower(status) === lower(chosen)) return -1
    const at = reopened.findIndex((words) => words.test(status))
    return at >= 0 ? at : category === 'open' ? 2 : 3
  }
  return {
    fits: (category) => category !== 'done',
    word: 'open',
    setting: 'reopened_status',
    choose: (ways) => {
      const way = best(ways, rank)
      return Promise.resolve(way ? { way } : { ask: [] })
    },
  }
}

/** A resolution is the one field that we can fill in: that the fault is mended. */
function toWay({ id, name, to, fields: offered }: Offered, fixes: boolean): Way {
  const fields: Record<string, unknown> = {}
  const missing: string[] = []
  const resolutions = offered['resolution']?.allowedValues ?? []
  for (const [field, { required, hasDefaultValue, name: label = field }] of Object.entries(
    offered,
  )) {
    const value = field === 'resolution' && fixes ? mendedValue(resolutions) : undefined
    if (value) fields[field] = { id: value.id }
    else if (required && !hasDefaultValue) missing.push(label)
  }
  return {
    id,
    name,
    status: to.name,
    category: categoryOf(to.statusCategory.key),
    resolutions: resolutions.map((one) => one.name ?? ''),
    fields,
    missing,
  }
}

/** Of the resolutions the one that says most clearly that the fault is mended. */
const mendedValue = (values: { id: string; name?: string | undefined }[]) =>
  values
    .map((value) => ({ value, rank: mendedRank(value.name ?? '') }))
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))[0]?.value

const Statuses = z.array(z.object({ name: z.string(), statuses: z.array(Status) }))

async function closedStatuses(jira: JiraApi, { project, type }: Place): Promise<string[]> {
  const all = Statuses.safeParse(await jira.statuses(project)).data ?? []
  const ofType = all.filter(({ name }) => name === type)
  const statuses = (ofType.length > 0 ? ofType : all).flatMap((one) => one.statuses)
  return [
    ...new Set(
      statuses
        .filter(({ statusCategory }) => categoryOf(statusCategory.key) === 'done')
        .map(({ name }) => name),
    ),
  ]
}

type Place = { project: string; type: string }

const quoted = (list: readonly string[]) => list.map((one) => `"${one}"`).join(', ')

async function waysOf(jira: JiraApi, key: string, wanted: Wanted): Promise<Way[]> {
  return (await jira.transitions(key))
    .map((one) => Offered.safeParse(one).data)
    .filter((one) => one !== undefined)
    .filter(({ isAvailable }) => isAvailable)
    .map((one) => toWay(one, wanted.setting === 'done_status'))
    .filter(({ category }) => wanted.fits(category))
}

async function take(jira: JiraApi, key: string, way: Way): Promise<Moved> {
  if (way.missing.length > 0)
    return {
      moved: false,
      warning: `The transition "${way.name}" of ${key} asks for ${way.missing.join(', ')}, which a person must fill in`,
    }
  try {
    await jira.move(encodeURIComponent(key), way.id, way.fields)
  } catch (error) {
    if (!(error instanceof JiraFault) || error.status !== 400) throw error
    return { moved: false, warning: `Jira refused "${way.name}" of ${key}: ${error.detail}` }
  }
  return { moved: true }
}

/**
 * Moves an issue by the category that a transition leads to, not by ids, which differ from workflow to workflow. An issue
 * that is there already stays. What the workflow does not allow, and what only a person can decide, is a warning, not a
 * fault: it would be the same at the next try.
 */
export async function moveIssue(
  jira: JiraApi,
  key: string,
  wanted: Wanted,
  place: Place,
): Promise<Moved> {
  const id = encodeURIComponent(key)
  const { status, category } = toIssue(jira.site, await jira.read(id))
  if (wanted.fits(category)) return { moved: true }
  const ways = await waysOf(jira, id, wanted)
  if (ways.length === 0)
    return {
      moved: false,
      warning: `The workflow of ${key} offers no way from "${status}" to a status that is ${wanted.word}`,
    }
  const choice = await wanted.choose(ways, () => closedStatuses(jira, place))
  if ('way' in choice) return take(jira, key, choice.way)
  return {
    moved: false,
    warning: `Jira offers ${quoted(choice.ask)} for ${key}, and it is not certain which of them means fixed. Choose one in the settings of the connection`,
    choice: { setting: wanted.setting, options: choice.ask },
  }
}

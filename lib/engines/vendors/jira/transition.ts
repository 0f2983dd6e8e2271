import { doTransition, getIssue, getTransitions } from 'jira.js/cloud'
import { z } from 'zod'

import type { JiraClient } from '#lib/engines/vendors/jira/client.ts'
import { JiraFault } from '#lib/engines/vendors/jira/faults.ts'
import { categoryOf, shownFields, toIssue } from '#lib/engines/vendors/jira/issue.ts'

const Field = z.object({
  required: z.boolean().default(false),
  hasDefaultValue: z.boolean().default(false),
  name: z.string().optional(),
  allowedValues: z.array(z.object({ id: z.string(), name: z.string().optional() })).catch([]),
})

const Offered = z.object({
  id: z.string(),
  name: z.string().default(''),
  isAvailable: z.boolean().default(true),
  to: z.object({
    name: z.string(),
    statusCategory: z.object({ key: z.string() }),
  }),
  fields: z.record(z.string(), Field).default({}),
})
type Offered = z.output<typeof Offered>

export type Wanted = {
  /** whether a status category is one to move to */
  fits: (category: ReturnType<typeof categoryOf>) => boolean
  /** names of statuses that are meant, in order; others that fit come after */
  preferred: ((status: string) => boolean)[]
  /** "done" or "open", for warnings */
  word: string
}

/** Anything but these names among the closed states says that the fault was not mended. */
const mended = /^(done|fixed|resolved|closed|complete[d]?)$/i

const named = (wanted: string) => (status: string) => status.toLowerCase() === wanted.toLowerCase()
const like = (names: RegExp) => (status: string) => names.test(status)

export const toDone = (status: string | undefined): Wanted => ({
  fits: (category) => category === 'done',
  preferred: [...(status ? [named(status)] : []), like(mended)],
  word: 'done',
})

export const toOpen = (status: string | undefined): Wanted => ({
  fits: (category) => category !== 'done',
  preferred: [
    ...(status ? [named(status)] : []),
    like(/^reopened$/i),
    like(/^(to do|open|new|backlog)$/i),
  ],
  word: 'open',
})

/** A resolution is the one field that we can fill in: that the fault is mended. */
function fill(offered: Offered): { fields: Record<string, unknown>; missing: string[] } {
  const needed = Object.entries(offered.fields).filter(
    ([, { required, hasDefaultValue }]) => required && !hasDefaultValue,
  )
  const fields: Record<string, unknown> = {}
  const missing: string[] = []
  for (const [id, { name = id, allowedValues }] of needed) {
    const value =
      id === 'resolution' ? allowedValues.find((one) => mended.test(one.name ?? '')) : undefined
    if (value) fields[id] = { id: value.id }
    else missing.push(name)
  }
  return { fields, missing }
}

const rank = ({ to }: Offered, { preferred }: Wanted) => {
  const at = preferred.findIndex((is) => is(to.name))
  return at < 0 ? preferred.length : at
}

/**
 * Moves an issue by the category that a transition leads to, not by names or ids, which differ from workflow to
 * workflow. An issue that is there already stays. What the workflow does not allow is a warning, not a fault: it would
 * be the same at the next try.
 */
export async function moveIssue(
  { jira, site }: { jira: JiraClient; site: string },
  key: string,
  wanted: Wanted,
): Promise<{ moved: boolean; warning?: string }> {
  const issueIdOrKey = encodeURIComponent(key)
  const found = await getIssue(jira('get_issue'), { issueIdOrKey, fields: shownFields })
  const { status, category } = toIssue(site, found)
  if (wanted.fits(category)) return { moved: true }
  const { transitions = [] } = await getTransitions(jira('transitions'), {
    issueIdOrKey,
    expand: 'transitions.fields',
  })
  const fitting = transitions
    .map((one) => Offered.safeParse(one).data)
    .filter((one) => one !== undefined)
    .filter(({ isAvailable, to }) => isAvailable && wanted.fits(categoryOf(to.statusCategory.key)))
    .toSorted((a, b) => rank(a, wanted) - rank(b, wanted))
    .map((one) => ({ ...one, ...fill(one) }))
  const [first] = fitting
  if (!first)
    return {
      moved: false,
      warning: `The workflow of ${key} offers no way from "${status}" to a status that is ${wanted.word}`,
    }
  const open = fitting.find(({ missing }) => missing.length === 0)
  if (!open)
    return {
      moved: false,
      warning: `The transition "${first.name}" of ${key} asks for ${first.missing.join(', ')}, which a person must fill in`,
    }
  try {
    await doTransition(jira('transition'), {
      issueIdOrKey,
      transition: { id: open.id },
      ...(Object.keys(open.fields).length > 0 && { fields: open.fields }),
    })
  } catch (error) {
    if (!(error instanceof JiraFault) || error.status !== 400) throw error
    return { moved: false, warning: `Jira refused "${open.name}" of ${key}: ${error.detail}` }
  }
  return { moved: true }
}

import { z } from 'zod'

import type { Issue } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const Status = z.object({
  name: z.string(),
  statusCategory: z.object({ key: z.string() }),
})
const Shown = z.object({ key: z.string(), fields: z.object({ status: Status }) })

/** Fields that an issue is read with. */
export const shownFields = ['status']

const categories: Readonly<Record<string, Issue['category']>> = {
  new: 'open',
  indeterminate: 'in_progress',
  done: 'done',
}

/** The category of a status: its key is the same in every language and workflow. */
export const categoryOf = (key: string | undefined): Issue['category'] =>
  categories[key ?? ''] ?? 'open'

/** An issue as jira.js gives it, in our words. Throws NetFault when it came without its status. */
export function toIssue(site: string, raw: unknown): Issue {
  const { data } = Shown.safeParse(raw)
  if (!data)
    throw new NetworkError({
      fault: 'protocol',
      detail: 'Jira gave an issue without its status',
      peer: new URL(site).host,
      retryable: false,
    })
  const { key, fields } = data
  return {
    key,
    url: `${site}/browse/${encodeURIComponent(key)}`,
    status: fields.status.name,
    category: categoryOf(fields.status.statusCategory.key),
  }
}

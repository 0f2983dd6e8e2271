import { z } from 'zod'

import {
  eventOf,
  FullRef,
  ignored,
  Name,
  readRef,
  Sha,
  withShape,
} from '#lib/engines/vendors/event-fields.ts'
import type { ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

const MergeGroup = z.object({
  action: Name,
  merge_group: z.object({
    head_sha: Sha,
    /** `refs/heads/gh-readonly-queue/main/pr-7-…` */
    head_ref: FullRef,
    /** `refs/heads/main` */
    base_ref: FullRef,
    head_commit: z.object({ message: z.string().default('') }).nullish(),
  }),
  repository: z.object({ full_name: Name }),
  sender: z.object({ login: Name.nullish() }).nullish(),
})

/**
 * A group of pull requests that waits in GitHub's merge queue: only people who may write put them there. Its status is
 * read from the group's own commit, so that is what is tested. Source: docs.github.com, "merge_group".
 */
export const readMergeGroup = (payload: unknown): ParsedDelivery =>
  withShape(MergeGroup, payload, ({ action, merge_group: group, repository, sender }) => {
    const branch = readRef(group.head_ref)?.name ?? null
    const base = readRef(group.base_ref)?.name ?? null
    const message = group.head_commit?.message.split('\n', 1)[0] ?? ''
    const event = eventOf({
      kind: 'merge_group',
      action,
      repository: repository.full_name,
      sha: group.head_sha,
      branch,
      baseBranch: base,
      author: { name: sender?.login ?? null, trusted: true },
      title: message === '' ? `merge group for ${base ?? 'a branch'}` : message,
    })
    if (action !== 'checks_requested')
      return ignored(`the action "${action}" of a merge group starts no run`, event)
    return group.head_sha === null
      ? ignored('the merge group names no commit', event)
      : { ok: true, event }
  })

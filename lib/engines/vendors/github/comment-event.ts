import { z } from 'zod'

import { eventOf, ignored, Name, Title, withShape } from '#lib/engines/vendors/event-fields.ts'
import { oneLine } from '#lib/engines/vendors/event-text.ts'
import type { ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

const IssueComment = z.object({
  action: Name,
  issue: z.object({
    number: z.int().positive(),
    title: Title,
    labels: z.array(z.object({ name: Name })).default([]),
    /** only of a pull request */
    pull_request: z.looseObject({}).nullish(),
  }),
  comment: z.object({
    id: z.int(),
    body: z.string().nullish(),
    author_association: Name.nullish(),
    user: z.object({ login: Name, type: Name.nullish() }),
  }),
  repository: z.object({ full_name: Name }),
})

/** Alone in its first line, so that a quotation and an example in a text are no order. */
const command = /^\/earshot[ \t]+run(?:[ \t]+(?<what>[^\r\n]{1,300}))?[ \t]*(?:\r?\n|$)/i

/** Those of whom some may write: GitHub is asked about the person before anything is run. */
const insiders = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/**
 * `/earshot run` in a comment on a pull request, by somebody who belongs to the repository. The event names neither
 * commit nor branch: they are asked for. Source: docs.github.com, "issue_comment".
 */
export const readComment = (payload: unknown): ParsedDelivery =>
  withShape(IssueComment, payload, ({ action, issue, comment, repository }) => {
    const found = command.exec((comment.body ?? '').trimStart())
    const event = eventOf({
      kind: 'comment',
      action,
      repository: repository.full_name,
      pullRequest: {
        number: issue.number,
        title: issue.title,
        baseBranch: '',
        labels: issue.labels.map(({ name }) => name),
      },
      command: found ? oneLine(found.groups?.['what'] ?? '', 300) : null,
      occasion: `comment ${comment.id}`,
      author: { name: comment.user.login, trusted: false },
      isIncomplete: true,
      title: `comment on #${issue.number} ${issue.title}`,
    })
    if (!issue.pull_request) return ignored('the comment is not on a pull request', event)
    if (action !== 'created')
      return ignored(`the action "${action}" of a comment starts no run`, event)
    if (!found) return ignored('the comment does not begin with /earshot run', event)
    if (comment.user.type === 'Bot') return ignored('the comment is by a bot', event)
    return insiders.has(comment.author_association ?? '')
      ? { ok: true, event }
      : ignored(
          `${comment.user.login} may not start runs: only people who may write to the repository`,
          event,
        )
  })

import { z } from 'zod'

import {
  eventOf,
  ignored,
  Name,
  Ref,
  Sha,
  Title,
  withShape,
} from '#lib/engines/vendors/event-fields.ts'
import { oneLine } from '#lib/engines/vendors/event-text.ts'
import type { CiEvent, ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

/** Bitbucket names a pull request's commit by its first 12 digits, and that of a push in full. */
const keyLength = 12

const Repository = z.object({ full_name: Name })
const Actor = z
  .object({ nickname: Name.nullish(), display_name: Name.nullish(), username: Name.nullish() })
  .nullish()
type Actor = z.output<typeof Actor>

const nameOf = (actor: Actor) => actor?.nickname ?? actor?.username ?? actor?.display_name ?? null

const RefState = z.object({
  type: Name,
  name: Ref,
  target: z.object({ hash: Sha, message: z.string().nullish() }).nullish(),
})

const Push = z.object({
  push: z.object({
    changes: z.array(
      z.object({
        new: RefState.nullish(),
        old: RefState.nullish(),
        created: z.boolean().default(false),
        closed: z.boolean().default(false),
      }),
    ),
  }),
  actor: Actor,
  repository: Repository,
})
type Push = z.output<typeof Push>
type Change = Push['push']['changes'][number]

/** A branch or tag that was moved. Files are not told. */
function changeEvent({ repository, actor }: Push, change: Change): CiEvent | null {
  const ref = change.new ?? change.old
  if (!ref || (ref.type !== 'branch' && ref.type !== 'tag')) return null
  const isTag = ref.type === 'tag'
  const sha = change.new?.target?.hash ?? null
  const message = change.new?.target?.message?.split('\n', 1)[0] ?? ''
  return eventOf({
    kind: isTag ? 'tag' : 'push',
    action: change.new ? (change.created ? 'created' : null) : 'deleted',
    repository: repository.full_name,
    sha,
    branch: isTag ? null : ref.name,
    tag: isTag ? ref.name : null,
    commitKey: sha?.slice(0, keyLength) ?? null,
    author: { name: nameOf(actor), trusted: true },
    title: message === '' ? `${isTag ? 'tag' : 'push'} ${ref.name}` : message,
  })
}

/** One push may move several branches and tags: each is an event of its own. */
function readPush(push: Push): ParsedDelivery {
  const events = push.push.changes.flatMap((change) => changeEvent(push, change) ?? [])
  const [first, ...others] = events.filter(({ sha }) => sha !== null)
  if (first) return { ok: true, event: first, ...(others.length > 0 && { others }) }
  const [gone] = events
  if (!gone) return ignored('the push moved neither a branch nor a tag')
  const name = gone.branch ?? gone.tag ?? 'a ref'
  return ignored(
    gone.action === 'deleted' ? `${name} was deleted` : 'the push names no commit',
    gone,
  )
}

/** 12 digits or more */
const AnySha = z
  .string()
  .nullish()
  .transform((text) => (text && /^[0-9a-f]{12,64}$/.test(text) ? text : null))

const PullRequest = z.object({
  pullrequest: z.object({
    id: z.int().positive(),
    title: Title,
    state: Name,
    draft: z.boolean().nullish(),
    author: Actor,
    source: z.object({
      branch: z.object({ name: Ref }),
      commit: z.object({ hash: AnySha }).nullish(),
      repository: Repository.nullish(),
    }),
    destination: z.object({ branch: z.object({ name: Ref }), repository: Repository }),
  }),
  actor: Actor,
  repository: Repository,
})

function readPullRequest(
  action: string,
  { pullrequest: pull, actor, repository }: z.output<typeof PullRequest>,
): ParsedDelivery {
  const sha = pull.source.commit?.hash ?? null
  // The repository of a deleted fork is null: whose code it is, nobody can say.
  const source = pull.source.repository?.full_name.toLowerCase()
  const event = eventOf({
    kind: 'pull_request',
    action,
    repository: repository.full_name,
    sha,
    branch: pull.source.branch.name,
    commitKey: sha?.slice(0, keyLength) ?? null,
    pullRequest: {
      number: pull.id,
      title: pull.title,
      baseBranch: pull.destination.branch.name,
      labels: [],
    },
    author: {
      name: nameOf(pull.author) ?? nameOf(actor),
      trusted: source === pull.destination.repository.full_name.toLowerCase(),
    },
    title: `#${pull.id} ${pull.title}`,
  })
  if (pull.state !== 'OPEN') return ignored('the pull request is not open', event)
  if (pull.draft) return ignored('the pull request is a draft', event)
  return sha === null ? ignored('the pull request names no commit', event) : { ok: true, event }
}

const Ping = z.looseObject({})

/**
 * An authenticated payload in our words. Unknown events and shapes are ignored with the reason. Sources:
 * support.atlassian.com, "Event payloads", and bodies that Bitbucket sent.
 */
export function parseEvent(event: string, payload: unknown): ParsedDelivery {
  switch (event) {
    case 'repo:push':
      return withShape(Push, payload, readPush)
    case 'pullrequest:created':
    case 'pullrequest:updated':
      return withShape(PullRequest, payload, (body) => readPullRequest(event.slice(12), body))
    case 'diagnostics:ping':
      return withShape(Ping, payload, () => ({
        ok: true,
        event: eventOf({ kind: 'ping', title: 'ping' }),
      }))
    case 'repo:refs_changed':
    case 'pr:opened':
    case 'pr:from_ref_updated':
      return ignored('the sender is Bitbucket Data Center; only Bitbucket Cloud is understood here')
    default:
      return ignored(`the event "${oneLine(event, 100)}" starts no run`)
  }
}

import { z } from 'zod'

// Limits of docs.slack.dev, "Blocks reference" and chat.postMessage; whatever is not written here is refused.
const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  })

const control = /<(?<inside>[^<>]*)>/g
const allowed = /^(https?:\/\/[^|\s]+(\|[^|]+)?|@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+)$/

/** Text whose `<…>` are links or mentions of people, with nothing left over. */
function isWellMarked(text: string): boolean {
  for (const { groups } of text.matchAll(control))
    if (!allowed.test(groups?.['inside'] ?? '')) return false
  return !/[<>]|&(?!amp;|lt;|gt;)/.test(text.replaceAll(control, ''))
}

const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max).refine(isWellMarked, 'invalid markup'),
    verbatim: z.boolean().optional(),
  })

/** What Slack makes a link of by itself where it is not told otherwise: addresses, hosts, mails, channels. */
const looksLinked =
  /\b(?:https?:\/\/|mailto:|www\.)\S+|\b[\w-]+\.(?:com|net|org|io|test)\b|#[\w-]+/gi

/** Addresses that a reader of these blocks can follow, those that Slack makes by itself among them. */
export function linksIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  const { type, text, verbatim } = value as Record<string, unknown>
  if (type !== 'mrkdwn' || typeof text !== 'string')
    return Object.values(value).flatMap((one) => linksIn(one))
  const written = [...text.matchAll(/<(https?:\/\/[^|>]+)(?:\|[^>]*)?>/g)].map(([, url = '']) =>
    url.replaceAll('&amp;', '&'),
  )
  const made = verbatim === true ? [] : (text.replaceAll(control, ' ').match(looksLinked) ?? [])
  return [...written, ...made]
}

const Header = z.strictObject({ type: z.literal('header'), text: plain(150) })
const Section = z
  .strictObject({
    type: z.literal('section'),
    text: mrkdwn(3_000).optional(),
    fields: z.array(mrkdwn(2_000)).min(1).max(10).optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'text or fields')
const Context = z.strictObject({
  type: z.literal('context'),
  elements: z.array(mrkdwn(2_000)).min(1).max(10),
})

const Blocks = z.array(z.discriminatedUnion('type', [Header, Section, Context])).max(50)
const Text = z.string().min(1).max(40_000).refine(isWellMarked, 'invalid markup')
const Metadata = z.strictObject({
  event_type: z.string().regex(/^\w+$/),
  event_payload: z.record(z.string(), z.unknown()),
})

/** What an incoming webhook takes; a channel, name or icon, which Slack would silently ignore, is refused. */
export const WebhookMessage = z.strictObject({
  text: Text,
  blocks: Blocks.optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  link_names: z.boolean().optional(),
})

export const PostMessage = z.strictObject({
  channel: z.string().min(1),
  text: Text,
  blocks: Blocks.optional(),
  metadata: Metadata.optional(),
  username: z.string().optional(),
  icon_emoji: z.string().optional(),
  thread_ts: z.string().optional(),
  parse: z.enum(['none', 'full']).optional(),
  link_names: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
})

export const UpdateMessage = z.strictObject({
  channel: z.string().min(1),
  ts: z.string().min(1),
  parse: z.enum(['none', 'full', 'client']).optional(),
  link_names: z.boolean().optional(),
  text: Text,
  blocks: Blocks.optional(),
  metadata: Metadata.optional(),
})

export const HistoryQuery = z.strictObject({
  channel: z.string().min(1),
  ts: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(999).optional(),
  cursor: z.string().optional(),
  latest: z.string().optional(),
  inclusive: z.enum(['true', 'false']).optional(),
  include_all_metadata: z.enum(['true', 'false']).optional(),
})

/** Everyone whom Slack would call by this text, its legacy `@channel` included. */
export function mentionsIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [
      ...(value.match(/<[@!][^<>]*>/g) ?? []),
      ...(value.match(/@(channel|here|everyone|group)\b/gi) ?? []),
    ]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(mentionsIn)
}

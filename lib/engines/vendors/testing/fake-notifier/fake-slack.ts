import type { z } from 'zod'

import { readJson, startFakeHttp } from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import type {
  FakeHttp,
  FakeAnswer,
  FakeRequest,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import {
  HistoryQuery,
  mentionsIn,
  PostMessage,
  UpdateMessage,
  WebhookMessage,
} from '#lib/engines/vendors/testing/fake-notifier/slack-schemas.ts'

type FakeSlackMessage = {
  ts: string
  /** the first message of its thread, null for a first message */
  threadTs: string | null
  text: string
  blocks: unknown[]
  metadata?: { event_type: string; event_payload: Record<string, unknown> } | undefined
  username?: string | undefined
  /** how often it was changed */
  edits: number
  /** whom its texts call */
  mentions: string[]
}

type FakeSlackState = {
  botToken: string
  scopes: Set<string>
  channels: Map<string, { archived: boolean; member: boolean; messages: FakeSlackMessage[] }>
  /** path of an incoming webhook -> its channel, or the word that it is refused with */
  webhooks: Map<string, { channel: string; refusal?: { status: number; word: string } }>
  /** messages of a channel, oldest first */
  messages: (channel: string) => FakeSlackMessage[]
}

export type FakeSlack = {
  /** of the Web API, `…/api` */
  url: string
  webhookUrl: string
  channel: string
  state: FakeSlackState
  http: FakeHttp
  close: () => Promise<void>
}

const webhookPath = '/services/T00000001/B00000001/peerpeerpeerpeerpeerpeer'
const channelId = 'C0000QA01'

type Method = {
  scope: string | null
  run: (input: unknown) => object
}

/** An error that Slack answers with `ok: false`. */
class Refusal extends Error {}

function emptyState(): FakeSlackState {
  const channels: FakeSlackState['channels'] = new Map([
    [channelId, { archived: false, member: true, messages: [] }],
  ])
  return {
    botToken: 'xoxb-1234567890-peerpeerpeer',
    scopes: new Set(['chat:write', 'chat:write.customize', 'channels:history']),
    channels,
    webhooks: new Map([[webhookPath, { channel: channelId }]]),
    messages: (channel) => channels.get(channel)?.messages ?? [],
  }
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Refusal(
    result.error.issues.some(({ path }) => path[0] === 'blocks')
      ? 'invalid_blocks'
      : 'invalid_arguments',
  )
}

type Opened = NonNullable<ReturnType<FakeSlackState['channels']['get']>>

function writingMethods(
  state: FakeSlackState,
  open: (id: string) => Opened,
  nextTs: () => string,
): Record<string, Method> {
  return {
    'chat.postMessage': {
      scope: 'chat:write',
      run: (input) => {
        const message = parse(PostMessage, input)
        const channel = open(message.channel)
        if (channel.archived) throw new Refusal('is_archived')
        if ((message.username ?? message.icon_emoji) && !state.scopes.has('chat:write.customize'))
          throw new Refusal('missing_scope:chat:write.customize')
        const ts = nextTs()
        channel.messages.push(stored(message, ts, message.thread_ts ?? null))
        return { channel: message.channel, ts }
      },
    },
    'chat.update': {
      scope: 'chat:write',
      run: (input) => {
        const message = parse(UpdateMessage, input)
        const { messages } = open(message.channel)
        const at = messages.findIndex(({ ts }) => ts === message.ts)
        const before = messages[at]
        if (!before) throw new Refusal('message_not_found')
        messages[at] = {
          ...stored(message, before.ts, before.threadTs),
          username: before.username,
          edits: before.edits + 1,
        }
        return { channel: message.channel, ts: message.ts }
      },
    },
  }
}

function methods(state: FakeSlackState, nextTs: () => string): Record<string, Method> {
  const open = (id: string) => {
    const channel = state.channels.get(id)
    if (!channel) throw new Refusal('channel_not_found')
    if (!channel.member) throw new Refusal('not_in_channel')
    return channel
  }
  return {
    ...writingMethods(state, open, nextTs),
    'auth.test': {
      scope: null,
      run: () => ({
        url: 'https://peer.slack.com/',
        team: 'Peer',
        user: 'earshot',
        user_id: 'U01',
      }),
    },
    'conversations.history': {
      scope: 'channels:history',
      run: (input) => {
        const query = parse(HistoryQuery, input)
        const firsts = open(query.channel).messages.filter(({ threadTs }) => threadTs === null)
        return page(firsts.toReversed(), query)
      },
    },
    'conversations.replies': {
      scope: 'channels:history',
      run: (input) => {
        const query = parse(HistoryQuery.required({ ts: true }), input)
        const { messages } = open(query.channel)
        const thread = messages.filter(({ ts, threadTs }) => (threadTs ?? ts) === query.ts)
        if (thread.length === 0) throw new Refusal('thread_not_found')
        return page(thread, query)
      },
    },
  }
}

function stored(
  message: Pick<FakeSlackMessage, 'text' | 'metadata' | 'username'> & {
    blocks?: unknown[] | undefined
  },
  ts: string,
  threadTs: string | null,
): FakeSlackMessage {
  const { text, blocks = [], metadata, username } = message
  return {
    ts,
    threadTs,
    text,
    blocks,
    metadata,
    username,
    edits: 0,
    mentions: mentionsIn(blocks),
  }
}

function page(messages: FakeSlackMessage[], query: z.output<typeof HistoryQuery>): object {
  const upTo = query.latest
  const inclusive = query.inclusive === 'true'
  const seen = messages.filter(
    ({ ts }) => upTo === undefined || ts < upTo || (inclusive && ts === upTo),
  )
  const from = Number(query.cursor ?? 0)
  const to = from + (query.limit ?? 100)
  return {
    messages: seen.slice(from, to).map(({ ts, text, threadTs, metadata }) => ({
      type: 'message',
      ts,
      text,
      ...(threadTs !== null && { thread_ts: threadTs }),
      ...(query.include_all_metadata === 'true' && metadata && { metadata }),
    })),
    has_more: seen.length > to,
    response_metadata: { next_cursor: seen.length > to ? String(to) : '' },
  }
}

function callMethod(state: FakeSlackState, method: Method, request: FakeRequest): FakeAnswer {
  const headers = { 'x-oauth-scopes': [...state.scopes].join(',') }
  const refuse = (error: string, needed?: string): FakeAnswer => ({
    status: 200,
    headers,
    body: { ok: false, error, ...(needed !== undefined && { needed }) },
  })
  const { authorization } = request.headers
  if (authorization === undefined) return refuse('not_authed')
  if (authorization !== `Bearer ${state.botToken}`) return refuse('invalid_auth')
  if (method.scope !== null && !state.scopes.has(method.scope))
    return refuse('missing_scope', method.scope)
  const reads = method.scope === 'channels:history'
  if (request.method !== (reads ? 'GET' : 'POST')) return refuse('method_not_supported')
  if (!reads && !/^application\/json; charset=utf-8$/.test(request.headers['content-type'] ?? ''))
    return refuse('invalid_post_type')
  try {
    const input = reads ? Object.fromEntries(request.query) : readJson(request.body)
    return { status: 200, headers, body: { ok: true, ...method.run(input) } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [word = '', ...needed] = error.message.split(':')
    return refuse(word, needed.length > 0 ? needed.join(':') : undefined)
  }
}

function callWebhook(state: FakeSlackState, request: FakeRequest, ts: string): FakeAnswer {
  const webhook = state.webhooks.get(request.path)
  if (!webhook) return { status: 404, body: 'no_service' }
  const { refusal, channel } = webhook
  if (refusal) return { status: refusal.status, body: refusal.word }
  if (request.method !== 'POST') return { status: 405, body: 'method_not_allowed' }
  const input = readJson(request.body)
  if (input === null || typeof input !== 'object') return { status: 400, body: 'invalid_payload' }
  if (!('text' in input)) return { status: 400, body: 'no_text' }
  const message = WebhookMessage.safeParse(input)
  if (!message.success) {
    const inBlocks = message.error.issues.some(({ path }) => path[0] === 'blocks')
    return { status: 400, body: inBlocks ? 'invalid_blocks' : 'invalid_payload' }
  }
  state.messages(channel).push(stored(message.data, ts, null))
  return { status: 200, body: 'ok' }
}

/** Slack's Web API and incoming webhooks, strict: what Slack would refuse or ignore is refused with its word. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const state = emptyState()
  let clock = 0
  const nextTs = () => `1700000000.${String((clock += 1)).padStart(6, '0')}`
  const known = methods(state, nextTs)
  const http = await startFakeHttp((request) => {
    if (!request.path.startsWith('/api/')) return callWebhook(state, request, nextTs())
    const method = known[request.path.slice('/api/'.length)]
    return method
      ? callMethod(state, method, request)
      : { status: 200, body: { ok: false, error: 'unknown_method' } }
  })
  return {
    url: `${http.origin}/api`,
    webhookUrl: `${http.origin}${webhookPath}`,
    channel: channelId,
    state,
    http,
    close: http.close,
  }
}

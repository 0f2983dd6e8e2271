import { z } from 'zod'

import { toSlackMessage } from '#lib/engines/vendors/slack/blocks.ts'
import { slackSettingFault } from '#lib/engines/vendors/slack/faults.ts'
import type { SlackConfig } from '#lib/engines/vendors/slack/settings.ts'
import { type SlackApi, slackApi } from '#lib/engines/vendors/slack/web-api.ts'
import type {
  Io,
  Message,
  Notifier,
  SendOptions,
  Sent,
  ThreadRef,
} from '#lib/engines/vendors/types.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const eventType = 'earshot_notification'

const Posted = z.object({ channel: z.string(), ts: z.string() })
const Found = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional(),
    }),
  ),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

type Place = { channel: string; ts: string }
const Place = z.object({ channel: z.string(), ts: z.string() })

/** Messages looked through at most for one that may have been sent: 5 pages of 200. */
const pages = 5

class SlackBot {
  readonly #api: SlackApi
  readonly #config: SlackConfig
  readonly #channel: string

  constructor(config: SlackConfig, botToken: string, io: Io) {
    this.#config = config
    this.#channel = channelId(config)
    this.#api = slackApi(config.api_url, botToken, io)
  }

  async send(message: Message, options: SendOptions): Promise<Sent> {
    const root = this.#place(options.thread)
    if (!root || !options.update) return this.#post(message, options.key, root)
    try {
      return await this.#update(message, options.key, root)
    } catch (error) {
      if (!isGone(error)) throw error
      return this.#post(message, options.key, null)
    }
  }

  /** Looks where `send` would have written. Throws NetFault when Slack does not let us look. */
  async findSent(options: SendOptions): Promise<Sent | null> {
    const root = this.#place(options.thread)
    if (root && options.update) {
      const { data } = await this.#history({ latest: root.ts, inclusive: 'true', limit: '1' })
      return data.messages.some((found) => found.ts === root.ts && hasKey(found, options.key))
        ? { thread: root, detail: `Slack has it at ${root.ts}` }
        : null
    }
    let cursor = ''
    for (let page = 0; page < pages; page += 1) {
      const { data } = await this.#history({ limit: '200', ...(cursor && { cursor }) }, root)
      const found = data.messages.find((one) => hasKey(one, options.key))
      if (found)
        return {
          thread: root ?? { channel: this.#channel, ts: found.ts },
          detail: `Slack has it at ${found.ts}`,
        }
      cursor = data.response_metadata?.next_cursor ?? ''
      if (cursor === '') return null
    }
    return null
  }

  /** A thread of another channel, or of a webhook, is none here. */
  #place(thread: ThreadRef | null): Place | null {
    const { data } = Place.safeParse(thread)
    return data && data.channel === this.#channel ? data : null
  }

  #content(message: Message, key: string, update: boolean) {
    return {
      channel: this.#channel,
      ...toSlackMessage(message, { update }),
      // For the text beside the blocks: no names and addresses become links.
      parse: 'none',
      link_names: false,
      metadata: { event_type: eventType, event_payload: { key } },
    }
  }

  async #post(message: Message, key: string, root: Place | null): Promise<Sent> {
    const { username, icon_emoji } = this.#config
    const { data } = await this.#api({
      method: 'chat.postMessage',
      reply: Posted,
      body: {
        ...this.#content(message, key, false),
        ...definedValues({ username, icon_emoji }),
        unfurl_links: false,
        unfurl_media: false,
        ...(root && { thread_ts: root.ts }),
      },
    })
    return {
      thread: root ?? { channel: data.channel, ts: data.ts },
      detail: `Slack: posted at ${data.ts}${root ? ` in the thread of ${root.ts}` : ''}`,
    }
  }

  async #update(message: Message, key: string, root: Place): Promise<Sent> {
    const { data } = await this.#api({
      method: 'chat.update',
      reply: Posted,
      body: { ...this.#content(message, key, true), ts: root.ts },
    })
    return { thread: root, detail: `Slack: updated ${data.ts}` }
  }

  #history(query: Record<string, string>, root: Place | null = null) {
    return this.#api({
      method: root ? 'conversations.replies' : 'conversations.history',
      reply: Found,
      query: {
        channel: this.#channel,
        include_all_metadata: 'true',
        ...query,
        ...(root && { ts: root.ts }),
      },
    })
  }
}

const hasKey = ({ metadata }: z.output<typeof Found>['messages'][number], key: string) =>
  metadata?.event_type === eventType && metadata.event_payload['key'] === key

/** The first message was deleted, or is too old for the workspace's rules on edits. */
const isGone = (error: unknown) =>
  error instanceof NetworkError &&
  /\b(message_not_found|cant_update_message|edit_window_closed)\b/.test(error.detail)

/** Throws NetFault `configuration`: only `chat.postMessage` takes names, and finding messages needs the ID. */
function channelId({ channel }: SlackConfig): string {
  if (channel !== undefined && /^[CGD][A-Z0-9]{6,}$/.test(channel)) return channel
  throw slackSettingFault(
    'with a bot token the channel must be given by its ID, such as C0123ABCDE (channel details, at the foot)',
  )
}

/**
 * Writes with a bot token: updates the first message of a thread or answers in it, and marks each message with its
 * key in the metadata, by which one whose answer was lost is found again. A bot without the right to read the
 * channel's history cannot tell, and `findSent` throws.
 */
export function slackBotNotifier(config: SlackConfig, botToken: string, io: Io): Notifier {
  const open = () => new SlackBot(config, botToken, io)
  return {
    repeat: 'findable',
    send: async (message, options) => open().send(message, options),
    findSent: async (options) => open().findSent(options),
  }
}

const Identity = z.object({ team: z.string(), user: z.string() })
const wanted = ['chat:write']

/** Who the token is, and whether it may do what Earshot needs. Throws NetFault. */
export async function checkSlackBot(config: SlackConfig, botToken: string, io: Io) {
  const call = slackApi(config.api_url, botToken, io)
  const { data, headers, text } = await call({ method: 'auth.test', reply: Identity, body: {} })
  const reply = text.slice(0, 2_000)
  const granted = headers
    .get('x-oauth-scopes')
    ?.split(',')
    .map((scope) => scope.trim())
  const needed = [
    ...wanted,
    ...(config.username || config.icon_emoji ? ['chat:write.customize'] : []),
  ]
  const missing = granted ? needed.filter((scope) => !granted.includes(scope)) : []
  const blind = granted?.every((scope) => !/^(channels|groups):history$/.test(scope)) ?? false
  const who = `Signed in as ${data.user} at ${data.team}`
  if (missing.length > 0)
    return { ok: false, detail: `${who}, but the token lacks ${missing.join(', ')}`, reply }
  try {
    const channel = channelId(config)
    if (blind)
      return {
        ok: false,
        detail: `${who}, but without channels:history a lost answer cannot be looked up; add the scope`,
        reply,
      }
    await call({
      method: 'conversations.history',
      reply: Found,
      query: { channel, limit: '1' },
    })
    return { ok: true, detail: `${who}; the channel ${channel} can be read`, reply }
  } catch (error) {
    if (error instanceof NetworkError)
      return { ok: false, detail: `${who}, but ${error.detail}`, reply }
    throw error
  }
}

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

import { z } from 'zod'

import { boundedCache } from '#lib/platform/bounded-cache.ts'
import { settings } from '#lib/platform/config/settings.ts'

/** Whose tools are called: one conversation of one attempt at an item. */
const ToolToken = z.strictObject({
  /** the tool session */
  session: z.uuid(),
  organization: z.uuid(),
  item: z.uuid(),
  attempt: z.int(),
  /** Unix seconds */
  expires: z.int(),
})
export type ToolToken = z.output<typeof ToolToken>

const keys = boundedCache<Buffer>(16)

/** RFC 5869: a key for this purpose alone. */
const keyOf = (master: string): Buffer =>
  keys.get(master) ??
  keys.set(master, Buffer.from(hkdfSync('sha256', master, '', 'earshot/tool-calls/v1', 32)))

const sign = (payload: string, master: string) =>
  createHmac('sha256', keyOf(master)).update(payload).digest()

/** The token as a part of an address: payload and HMAC-SHA256, both base64url. */
export function writeToolToken(token: ToolToken): string {
  const payload = Buffer.from(JSON.stringify(token)).toString('base64url')
  return `${payload}.${sign(payload, settings().SECRETS_KEY).toString('base64url')}`
}

/** What a token says; null when it is not ours, was changed, or has expired. */
export function readToolToken(text: string, now = Date.now()): ToolToken | null {
  const [payload = '', signature = '', ...rest] = text.split('.')
  if (rest.length > 0 || text.length > 1_000) return null
  const given = Buffer.from(signature, 'base64url')
  const { SECRETS_KEY: current, SECRETS_KEYS_PREVIOUS: previous } = settings()
  const fits = [current, ...previous].some((master) => {
    const right = sign(payload, master)
    return given.length === right.length && timingSafeEqual(given, right)
  })
  if (!fits) return null
  const token = ToolToken.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  return token.expires * 1_000 > now ? token : null
}

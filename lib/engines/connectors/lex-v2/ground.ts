import { hash, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import {
  endpointOf,
  type LexConfig,
  type LexSecrets,
} from '#lib/engines/connectors/lex-v2/settings.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { TurnStage } from '#lib/engines/connectors/turn-stage.ts'
import type { Json, OpenOptions } from '#lib/engines/connectors/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { type Guard, outboundGuard, portOf } from '#lib/platform/net/guard.ts'

const LexMemory = z.strictObject({
  session_id: z.string().regex(/^[0-9A-Za-z._:-]{2,100}$/),
  session_state: z.record(z.string(), z.json()).nullable(),
})
/** What is known of a conversation: enough to have Lex go on with it. */
export type LexMemory = z.output<typeof LexMemory>

/** Throws InvalidError for anything but a snapshot of this connector. */
export function parseMemory(state: Json): LexMemory {
  const parsed = LexMemory.safeParse(state)
  if (!parsed.success) throw new InvalidError('This is not a state of a conversation with Lex')
  return parsed.data
}

/** What every session with a bot stands on. */
export type LexGround = {
  config: LexConfig
  secrets: LexSecrets
  guard: Guard
  /** `host:port` */
  peer: string
  stage: TurnStage
  mask: SecretMask
  log: ExchangeLog
  /** of a conversation that has not begun */
  memory: LexMemory
  requestAttributes: Record<string, string>
}

export function lexGround(
  config: LexConfig,
  secrets: LexSecrets,
  { guard = outboundGuard(), correlation }: OpenOptions,
): LexGround {
  const url = new URL(endpointOf(config))
  const peer = `${url.hostname}:${portOf(url)}`
  const key = hash('sha256', JSON.stringify(secrets))
  const mask = new SecretMask(
    [secrets.access_key_id, secrets.secret_access_key, secrets.session_token ?? ''],
    ['x-amz-security-token'],
  )
  const { session_attributes: attributes } = config
  return {
    ...{ config, secrets, guard, peer, mask },
    stage: new TurnStage(peer, `lex-v2 ${url.href} ${config.bot_id} ${key}`, config),
    log: new ExchangeLog(mask.header),
    memory: {
      session_id: randomUUID(),
      session_state: Object.keys(attributes).length > 0 ? { sessionAttributes: attributes } : null,
    },
    requestAttributes: {
      ...config.request_attributes,
      ...(correlation !== undefined && { earshot_correlation: correlation }),
    },
  }
}

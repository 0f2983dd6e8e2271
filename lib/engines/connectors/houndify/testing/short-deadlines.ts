import { expect } from 'vitest'

import { houndify } from '#lib/engines/connectors/houndify/index.ts'
import { of, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { FaultClass, Session, TurnEvent } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

export const guard = createGuard({ allowedHosts: ['127.0.0.1'] })

export const secrets = houndify.secrets.parse({
  client_id: 'client',
  client_key: `${Buffer.alloc(64, 5).toString('base64url')}==`,
})

export const resultMessage = JSON.stringify({
  Format: 'SoundHoundVoiceSearchResult',
  FormatVersion: '1.0',
  Status: 'OK',
  AllResults: [{ CommandKind: 'GreetingCommand', WrittenResponse: 'Hello.' }],
})

export const partialMessage = JSON.stringify({
  Format: 'SoundHoundVoiceSearchParialTranscript',
  FormatVersion: '1.0',
  PartialTranscript: 'hel',
  DurationMS: 100,
  Done: false,
})

/** A session with short deadlines, many attempts and no breaker, unless `config` says otherwise. */
export function openSession(endpoint: string, config: Record<string, unknown> = {}): Session {
  const settings = {
    ...{ endpoint, timeout_s: 0.2, idle_timeout_s: 0.2, connect_timeout_s: 2, total_timeout_s: 2 },
    ...{ max_attempts: 10, breaker_failures: 0, ...config },
  }
  return houndify.open(houndify.config.parse(settings), secrets, {
    userId: 'caller',
    language: 'en-US',
    guard,
  })
}

export const turns = { text: textTurn, voice: voiceTurn() }
export type Kind = keyof typeof turns

/** Every turn ends in exactly one way, and no event follows. */
export function expectEnd(events: TurnEvent[], fault: FaultClass, attempts: number): void {
  expect(events.at(-1)).toMatchObject({ type: 'error', fault })
  expect(of(events, 'error')).toHaveLength(1)
  expect(of(events, 'done')).toHaveLength(0)
  expect(of(events, 'attempt')).toHaveLength(attempts)
}

import { afterAll, expect, test } from 'vitest'

import { openRealtime } from '#lib/engines/connectors/realtime/open-realtime.ts'
import type { FakeServer, Tools } from '#lib/engines/connectors/testing/contract-tools.ts'
import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { Connector, Line, Session, TurnEvent } from '#lib/engines/connectors/types.ts'

/** What a turn comes to, without its times, ids and how what was heard was cut into pieces. */
function told(events: TurnEvent[]) {
  const samples = of(events, 'audio').reduce((sum, { pcm }) => sum + pcm.length, 0)
  return {
    kinds: [...new Set(events.map(({ type }) => type))].toSorted(),
    said: of(events, 'sent').map(({ audioMs, first, last }) => ({ audioMs, first, last })),
    heard: of(events, 'transcript').at(-1)?.text,
    replies: of(events, 'reply').map(({ written, spoken }) => ({ written, spoken })),
    intents: of(events, 'intent').map(({ kind, data }) => ({ kind, data })),
    attempts: of(events, 'attempt').map(({ outcome }) => outcome),
    heardSeconds: Math.round(samples / 8_000),
    last: events.at(-1)?.type,
  }
}

/** What was exchanged, without ids and numbers, which are others in each conversation. */
const labels = (exchange: Awaited<ReturnType<Line['exchange']>>) => {
  const known = exchange.map(({ direction, label }) => `${direction} ${label}`)
  return [...new Set(known.map((one) => one.replaceAll(/[0-9a-f-]{36}|\d+/g, '#')))].toSorted()
}

/** What holds for a conversation that another thread holds: the same as here. */
export function describeRealtime(
  connector: Connector,
  peer: () => FakeServer,
  { can, open, ask }: Tools,
): void {
  const realtime = openRealtime()
  afterAll(() => realtime.close())
  const there = (): Line => {
    const { config, secrets, language } = peer()
    return realtime.open(
      {
        connector,
        config: connector.config.parse(config),
        secrets: connector.secrets.parse(secrets),
      },
      { userId: 'contract-caller', language, allowedHosts: ['127.0.0.1'] },
    )
  }

  test('a conversation that a thread holds is told as one that is held here', async () => {
    const [first, second] = peer().dialog
    const here = open()
    const line = there()
    try {
      for (const one of [first, second]) {
        const say = one?.say ?? ''
        const turn = can().voiceIn.length > 0 ? await peer().speak(say) : await ask(say)
        const expected = told(await takeTurn(here, turn, { pace: 4 }))
        expect(expected.replies).toHaveLength(1)
        expect(told(await takeTurn(line as Session, turn, { pace: 4 }))).toEqual(expected)
      }
      const exchange = await line.exchange()
      expect(labels(exchange)).toEqual(labels(here.exchange()))
      for (const secret of peer().hidden) expect(JSON.stringify(exchange)).not.toContain(secret)
    } finally {
      await line.close()
    }
  })
}

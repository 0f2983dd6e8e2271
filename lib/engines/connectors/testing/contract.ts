import { describe, expect, test } from 'vitest'

import { describeRealtime } from '#lib/engines/connectors/testing/contract-realtime.ts'
import {
  type FakeServer,
  type Tools,
  tools,
  userId,
} from '#lib/engines/connectors/testing/contract-tools.ts'
import {
  describeBargeIn,
  describeLines,
  describeVoice,
} from '#lib/engines/connectors/testing/contract-voice.ts'
import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { Connector } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

function describeTurns({ peer, can, open, ask }: Tools): void {
  test('a turn tells its story in order and ends once', async () => {
    const [first] = peer().dialog
    const events = await takeTurn(open(), await ask(first?.say ?? ''))
    const types = events.map(({ type }) => type)
    const order = ['sent', 'first_byte', 'reply', 'done'].map((type) =>
      types.findIndex((found) => found === type),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order[0]).toBeGreaterThanOrEqual(0)
    expect(types.filter((type) => type === 'done')).toHaveLength(1)
    expect(types.at(-1)).toBe('done')
    expect(of(events, 'attempt')).toMatchObject([{ number: 1, outcome: 'ok' }])
    expect(of(events, 'sent').at(-1)?.last).toBe(true)
    expect(of(events, 'reply')[0]?.written).toContain(first?.replyContains)
  })

  test('the second turn knows the first, also in a session that was restored', async () => {
    const [first, second] = peer().dialog
    const before = open()
    await takeTurn(before, await ask(first?.say ?? ''))
    const stored: unknown = JSON.parse(JSON.stringify(before.snapshot()))
    const after = open()
    const restore = () => after.restore(stored as ReturnType<typeof before.snapshot>)
    const resumes = peer().resumes ?? true
    if (resumes) restore()
    else expect(restore).toThrow()
    for (const session of resumes ? [before, after] : [before]) {
      const events = await takeTurn(session, await ask(second?.say ?? ''))
      expect(of(events, 'reply')[0]?.written).toContain(second?.replyContains)
    }
  })

  test('sessions at the same time do not mix', async () => {
    const [first, second] = peer().dialog
    const many = can().text ? 20 : 6
    const replies = await Promise.all(
      Array.from({ length: many }, async (_, index) => {
        const session = open({ userId: `${userId}-${index}` })
        // Every other session has not heard the first turn.
        if (index % 2 === 0) await takeTurn(session, await ask(first?.say ?? ''))
        const events = await takeTurn(session, await ask(second?.say ?? ''))
        return of(events, 'reply')[0]?.written.includes(second?.replyContains ?? '') ?? false
      }),
    )
    expect(replies).toEqual(replies.map((_, index) => index % 2 === 0))
  })

  test('the exchange shows both directions and no secret', async () => {
    const session = open()
    await takeTurn(session, await ask(peer().dialog[0]?.say ?? ''))
    const exchange = session.exchange()
    expect(new Set(exchange.map(({ direction }) => direction))).toEqual(new Set(['out', 'in']))
    const written = JSON.stringify(exchange)
    for (const secret of peer().hidden) expect(written).not.toContain(secret)
  })
}

function describeFaults(connector: Connector, { peer, open, ask }: Tools): void {
  const hello = () => ask(peer().dialog[0]?.say ?? '')

  test('a cancelled turn ends with that fault and throws nothing', async () => {
    const events = await takeTurn(open(), await hello(), { signal: AbortSignal.abort() })
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'cancelled' })
  })

  test('an address in a private network is refused without the allow-list', async () => {
    const session = open({ guard: createGuard({ allowedHosts: [] }) })
    const events = await takeTurn(session, await hello())
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration', retryable: false })
  })

  test('a session refuses a state that is not its own', () => {
    expect(() => open().restore({ some: 'thing else' })).toThrow()
  })

  const check = (config: object, secrets: object) =>
    connector.check(
      connector.config.parse({ ...peer().config, ...config }),
      connector.secrets.parse(secrets),
      new AbortController().signal,
      { guard: peer().guard },
    )

  test('the check passes against the peer and says so in a sentence', async () => {
    const result = await check({}, peer().secrets)
    expect(result).toMatchObject({ ok: true, latencyMs: expect.any(Number) as number })
    expect(result.detail).toMatch(/\.$/)
  })

  test('the check names wrong credentials', async () => {
    const result = await check({}, peer().wrongSecrets)
    expect(result).toMatchObject({ ok: false, fault: 'authentication' })
  })

  test('the check names an address where nobody answers', async () => {
    const result = await check(peer().addressOf('http://127.0.0.1:1'), peer().secrets)
    expect(result).toMatchObject({ ok: false, fault: 'connect', latencyMs: null })
  })
}

/** What every connector promises, checked against a real peer. */
export function connectorContract(connector: Connector, peer: () => FakeServer): void {
  describe(`the connector ${connector.kind}`, () => {
    test('has settings and a description for people', () => {
      expect(connector.kind).toMatch(/^[a-z][a-z0-9-]*$/)
      expect(connector.label).not.toBe('')
      expect(() => connector.config.parse(peer().config)).not.toThrow()
    })
    const hands = tools(connector, peer)
    describeTurns(hands)
    describeFaults(connector, hands)
    describeVoice(hands)
    describeLines(hands)
    describeBargeIn(hands)
    describeRealtime(connector, peer, hands)
  })
}

import { describe, expect, test } from 'vitest'

import { createGuard, type Guard } from '#lib/net/guard.ts'

import type { Connector, OpenOptions, VoiceTurn } from '../types.ts'
import { holdTurn, of } from './hold-turn.ts'

/** A local voice AI that the contract is checked against. */
export type Peer = {
  config: Record<string, unknown>
  secrets: Record<string, unknown>
  /** well formed, but not the peer's */
  wrongSecrets: Record<string, unknown>
  /** every string that must never leave the process in a log */
  hidden: string[]
  /** the setting that holds the address */
  addressOf: (url: string) => Record<string, unknown>
  guard: Guard
  language: string
  /** two turns, the second of which makes sense only after the first */
  dialog: { say: string; replyContains: string }[]
  speak(text: string): Promise<VoiceTurn>
}

type Tools = {
  peer: () => Peer
  open: (options?: Partial<OpenOptions>, config?: object) => ReturnType<Connector['open']>
  text: (text: string) => { kind: 'text'; text: string; language: string }
}

const userId = 'contract-caller'

function tools(connector: Connector, peer: () => Peer): Tools {
  return {
    peer,
    open: (options = {}, config = {}) => {
      const { guard, language, secrets } = peer()
      return connector.open(
        connector.config.parse({ ...peer().config, ...config }),
        connector.secrets.parse(secrets),
        { userId, language, guard, ...options },
      )
    },
    text: (text) => ({ kind: 'text', text, language: peer().language }),
  }
}

function describeTurns({ peer, open, text }: Tools): void {
  test('a text turn tells its story in order and ends once', async () => {
    const [first] = peer().dialog
    const events = await holdTurn(open(), text(first?.say ?? ''))
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
    await holdTurn(before, text(first?.say ?? ''))
    const stored: unknown = JSON.parse(JSON.stringify(before.snapshot()))
    const after = open()
    after.restore(stored as ReturnType<typeof before.snapshot>)
    for (const session of [before, after]) {
      const events = await holdTurn(session, text(second?.say ?? ''))
      expect(of(events, 'reply')[0]?.written).toContain(second?.replyContains)
    }
  })

  test('sessions at the same time do not mix', async () => {
    const [first, second] = peer().dialog
    const replies = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const session = open({ userId: `${userId}-${index}` })
        // Every other session has not heard the first turn.
        if (index % 2 === 0) await holdTurn(session, text(first?.say ?? ''))
        const events = await holdTurn(session, text(second?.say ?? ''))
        return of(events, 'reply')[0]?.written.includes(second?.replyContains ?? '') ?? false
      }),
    )
    expect(replies).toEqual(replies.map((_, index) => index % 2 === 0))
  })

  test('the exchange shows both directions and no secret', async () => {
    const session = open()
    await holdTurn(session, text(peer().dialog[0]?.say ?? ''))
    const exchange = session.exchange()
    expect(new Set(exchange.map(({ direction }) => direction))).toEqual(new Set(['out', 'in']))
    const written = JSON.stringify(exchange)
    for (const secret of peer().hidden) expect(written).not.toContain(secret)
  })
}

function describeFaults(connector: Connector, { peer, open, text }: Tools): void {
  const hello = () => text(peer().dialog[0]?.say ?? '')

  test('a cancelled turn ends with that fault and throws nothing', async () => {
    const events = await holdTurn(open(), hello(), { signal: AbortSignal.abort() })
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'cancelled' })
  })

  test('an address in a private network is refused without the allow-list', async () => {
    const session = open({ guard: createGuard({ allowedHosts: [] }) })
    const events = await holdTurn(session, hello())
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

function describeVoice(connector: Connector, { peer, open }: Tools): void {
  const can = () => connector.capabilities(connector.config.parse(peer().config))

  test('a voice turn is spoken to its end, heard and answered', async () => {
    if (can().voiceIn.length === 0) return
    const [first] = peer().dialog
    const turn = await peer().speak(first?.say ?? '')
    const events = await holdTurn(open(), turn, { pace: 4 })
    expect(of(events, 'error')).toEqual([])
    const sent = of(events, 'sent')
    expect(sent[0]).toMatchObject({ first: true })
    expect(sent.at(-1)?.last).toBe(true)
    // Some write ends within a sample of the end of speech.
    expect(sent.some(({ audioMs = -1 }) => Math.abs(audioMs - turn.speechEndMs) < 0.2)).toBe(true)
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(first?.say)
    expect(of(events, 'reply')[0]?.written).toContain(first?.replyContains)
    expect(of(events, 'partial').length > 0).toBe(can().partials)
  })

  test('the voice turn carries the conversation on', async () => {
    if (can().voiceIn.length === 0) return
    const [first, second] = peer().dialog
    const session = open()
    await holdTurn(session, await peer().speak(first?.say ?? ''))
    const events = await holdTurn(session, await peer().speak(second?.say ?? ''))
    expect(of(events, 'reply')[0]?.written).toContain(second?.replyContains)
  })
}

/** What every connector promises, checked against a real peer. */
export function connectorContract(connector: Connector, peer: () => Peer): void {
  describe(`the connector ${connector.kind}`, () => {
    test('has settings and a description for people', () => {
      expect(connector.kind).toMatch(/^[a-z][a-z0-9-]*$/)
      expect(connector.label).not.toBe('')
      expect(() => connector.config.parse(peer().config)).not.toThrow()
    })
    describeTurns(tools(connector, peer))
    describeFaults(connector, tools(connector, peer))
    describeVoice(connector, tools(connector, peer))
  })
}

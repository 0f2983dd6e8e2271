import { afterEach, describe, expect, test } from 'vitest'

import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type {
  Capabilities,
  Connector,
  OpenOptions,
  Session,
  Turn,
  VoiceTurn,
} from '#lib/engines/connectors/types.ts'
import { createGuard, type Guard } from '#lib/platform/net/guard.ts'

/** A local voice AI that the contract is checked against. */
export type FakeServer = {
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
  /**
   * for a connector that can be interrupted: a first turn that is answered with more than two seconds of audio, and
   * what the caller breaks in with
   */
  bargeIn?: { say: string; sayOver: string; replyContains: string }
  /** for one that takes keys: the turn before them, the keys, and what they are answered with */
  keys?: { say: string; digits: string; replyContains: string }
  /** false where a conversation ends with its connection and a stored one is refused */
  resumes?: false
  speak(text: string): Promise<VoiceTurn>
}

type Tools = {
  peer: () => FakeServer
  open: (options?: Partial<OpenOptions>, config?: object) => ReturnType<Connector['open']>
  can: () => Capabilities
  /** A turn in writing, or spoken where the connector takes no text. */
  ask: (text: string) => Promise<Turn>
}

const userId = 'contract-caller'

function tools(connector: Connector, peer: () => FakeServer): Tools {
  const opened: Session[] = []
  // A line that nobody hangs up goes on through the tests that follow.
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((session) => session.close()))
  })
  const can = () => connector.capabilities(connector.config.parse(peer().config))
  return {
    ...{ peer, can },
    open: (options = {}, config = {}) => {
      const { guard, language, secrets } = peer()
      const session = connector.open(
        connector.config.parse({ ...peer().config, ...config }),
        connector.secrets.parse(secrets),
        { userId, language, guard, ...options },
      )
      opened.push(session)
      return session
    },
    ask: async (text) =>
      can().text ? { kind: 'text', text, language: peer().language } : peer().speak(text),
  }
}

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

function describeVoice({ peer, can, open }: Tools): void {
  test('a voice turn is spoken to its end, heard and answered', async () => {
    if (can().voiceIn.length === 0) return
    const [first] = peer().dialog
    const turn = await peer().speak(first?.say ?? '')
    const events = await takeTurn(open(), turn, { pace: 4 })
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
    await takeTurn(session, await peer().speak(first?.say ?? ''))
    const events = await takeTurn(session, await peer().speak(second?.say ?? ''))
    expect(of(events, 'reply')[0]?.written).toContain(second?.replyContains)
  })
}

const language = 'en-US'
const listening: Turn = { kind: 'silence', durationMs: 300, language }
const pressing = { kind: 'dtmf', digits: '1', language } as const

/** Which capability each kind of turn asks for. */
const kinds: [string, Turn, (can: Capabilities) => boolean][] = [
  ['silence', listening, ({ fullDuplex }) => fullDuplex],
  ['keys', pressing, ({ dtmf }) => dtmf],
]

function describeLines({ peer, can, open }: Tools): void {
  const hello = async () => peer().speak(peer().dialog[0]?.say ?? '')

  test.each(kinds)('%s: held, or refused before anything is sent', async (_, turn, needs) => {
    const session = open()
    const events = await takeTurn(session, turn)
    if (needs(can())) return expect(of(events, 'error')).toEqual([])
    expect(events).toMatchObject([{ type: 'error', fault: 'configuration', retryable: false }])
    expect(session.exchange()).toEqual([])
    await session.close()
  })

  test('a turn that is to be broken off is refused where nobody can break in', async () => {
    if (can().bargeIn) return
    const session = open()
    const events = await takeTurn(session, await hello(), { yieldAfterMs: 100 })
    expect(events).toMatchObject([{ type: 'error', fault: 'configuration', retryable: false }])
    expect(session.exchange()).toEqual([])
    await session.close()
  })

  test('silence lasts as long as it is asked to, and the conversation goes on after it', async () => {
    if (!can().fullDuplex) return
    const session = open()
    const startedAt = performance.now()
    const events = await takeTurn(session, listening, { pace: 0 })
    expect((events.at(-1)?.at ?? 0) - startedAt).toBeGreaterThanOrEqual(300)
    expect(events.at(-1)?.type).toBe('done')
    expect(of(events, 'reply')).toEqual([])
    expect(of(events, 'audio')).toEqual([])
    const after = await takeTurn(session, await hello())
    expect(of(after, 'reply')[0]?.written).toContain(peer().dialog[0]?.replyContains)
    await session.close()
  })

  test('keys are pressed and answered', async () => {
    const keys = peer().keys
    expect(keys !== undefined).toBe(can().dtmf)
    if (!keys) return
    const session = open()
    await takeTurn(session, await peer().speak(keys.say))
    const events = await takeTurn(session, { ...pressing, digits: keys.digits })
    expect(of(events, 'reply')[0]?.written).toContain(keys.replyContains)
    await session.close()
  })
}

function describeBargeIn({ peer, can, open }: Tools): void {
  test('the caller breaks in: the voice AI is cut short, and its rest is no part of the answer', async () => {
    const script = peer().bargeIn
    expect(script !== undefined).toBe(can().bargeIn)
    if (!script) return
    const [spoken, over] = [await peer().speak(script.say), await peer().speak(script.sayOver)]
    const session = open()
    const first = await takeTurn(session, spoken, { pace: 1, yieldAfterMs: 400 })
    const begun = of(first, 'audio')[0]?.at ?? Number.NaN
    expect(first.at(-1)?.type).toBe('done')
    const yielded = (first.at(-1)?.at ?? 0) - begun
    expect(yielded).toBeGreaterThanOrEqual(400)
    expect(yielded).toBeLessThan(650)

    const second = await takeTurn(session, over, { pace: 1 })
    expect(second.at(-1)?.type).toBe('done')
    const cut = of(second, 'interrupted')[0]?.at ?? Number.NaN
    expect(cut).toBeGreaterThan(of(second, 'sent')[0]?.at ?? Number.NaN)
    expect(of(second, 'unsolicited_audio').filter(({ at }) => at > cut)).toEqual([])
    const answer = of(second, 'reply')[0]
    expect(answer?.written).toContain(script.replyContains)
    const before = of(first, 'reply')[0]?.written ?? ''
    if (before !== '') expect(answer?.written).not.toContain(before)
    // What was still on its way of the old reply is not taken for the beginning of the new one.
    expect(of(second, 'audio')[0]?.at).toBeGreaterThan(cut)
    expect(answer?.at).toBeGreaterThan(cut)
    await session.close()
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
  })
}

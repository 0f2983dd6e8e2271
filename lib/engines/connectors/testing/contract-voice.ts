import { expect, test } from 'vitest'

import type { Tools } from '#lib/engines/connectors/testing/contract-tools.ts'
import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { Capabilities, Turn } from '#lib/engines/connectors/types.ts'

/** What holds for speech. */
export function describeVoice({ peer, can, open }: Tools): void {
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

/** What holds for lines that stay open. */
export function describeLines({ peer, can, open }: Tools): void {
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

/** What holds when the caller breaks in. */
export function describeBargeIn({ peer, can, open }: Tools): void {
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

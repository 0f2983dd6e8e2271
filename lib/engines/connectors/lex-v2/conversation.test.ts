import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { lexV2 } from '#lib/engines/connectors/lex-v2/index.ts'
import {
  type FakeLex,
  fakeLexSecrets,
  lexTarget,
  startFakeLex,
} from '#lib/engines/connectors/testing/fake-lex.ts'
import { goodLexManners } from '#lib/engines/connectors/testing/fake-lex-stream.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { Session, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let mind: FakeMind
let peer: FakeLex
/** what is heard next, at once; real ears where it is empty */
let hearsay: string[] = []
const opened: Session[] = []
beforeAll(async () => {
  mind = await createFakeMind()
  const hear = async (clip: Clip) => hearsay.shift() ?? mind.hear(clip)
  peer = await startFakeLex({ ...mind, hear })
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((session) => session.close()))
  Object.assign(peer.live.manners, goodLexManners)
  hearsay = []
})
afterAll(async () => {
  await peer.close()
  await mind.close()
})

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
function open(config: object = {}, secrets: object = {}) {
  const session = lexV2.open(
    lexV2.config.parse({ ...lexTarget(peer.live.url), api: 'conversation', ...config }),
    lexV2.secrets.parse({ ...fakeLexSecrets, ...secrets }),
    { userId: 'caller', language: 'en-US', guard, correlation: 'item-7' },
  )
  opened.push(session)
  return session
}
const say = (text: string) => ({ ...textTurn, text })
async function speak(text: string): Promise<VoiceTurn> {
  const clip = await mind.speak(text, 16_000)
  const speechEndMs = measureLevels(clip).speechEndMs ?? 0
  return { kind: 'voice', ...clip, speechEndMs, language: 'en-US' }
}
const weather = 'what is the weather in toronto'
const silence = (durationMs: number) =>
  ({ kind: 'silence', durationMs, language: 'en-US' }) as const

test('a conversation by voice: heard, understood, played to its end, and Lex is told so', async () => {
  const session = open()
  const events = await takeTurn(session, await speak(weather))
  expect(of(events, 'error')).toEqual([])
  expect(of(events, 'transcript')).toMatchObject([{ text: weather }])
  expect(of(events, 'intent')).toMatchObject([{ kind: 'WeatherQuery', score: 0.87 }])
  expect(of(events, 'reply')[0]?.written).toContain('Toronto today')
  const heardMs = of(events, 'audio').reduce((ms, { pcm }) => ms + pcm.length / 16, 0)
  expect(heardMs).toBeCloseTo(2_500, 0)
  await session.close()
  expect(peer.live.seen.at(-1)).toMatchObject({
    ...{ mode: 'AUDIO', completions: 1, interruptions: 0, disconnected: true },
    configuration: {
      ...{ responseContentType: 'audio/pcm', disablePlayback: false },
      requestAttributes: { earshot_correlation: 'item-7' },
    },
  })
})

test('speech and text are two streams of one session, one after the other', async () => {
  const session = open()
  await takeTurn(session, say(weather))
  const spoken = await takeTurn(session, await speak('and tomorrow'))
  expect(of(spoken, 'reply')[0]?.written).toContain('Toronto tomorrow')
  const written = await takeTurn(session, say('and today'))
  expect(of(written, 'reply')[0]?.written).toContain('Toronto today')
  const streams = peer.live.seen.slice(-3)
  expect(streams.map(({ mode }) => mode)).toEqual(['TEXT', 'AUDIO', 'TEXT'])
  expect(new Set(streams.map(({ sessionId }) => sessionId)).size).toBe(1)
  expect(streams.slice(0, 2).map(({ disconnected }) => disconnected)).toEqual([true, true])
})

test('a conversation that was cut off between two turns goes on in another session', async () => {
  const session = open()
  await takeTurn(session, say(weather))
  peer.live.drop()
  const events = await takeTurn(session, await speak('and tomorrow'))
  expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
  const [before, after] = peer.live.seen.slice(-2)
  expect(after?.sessionId).not.toBe(before?.sessionId)
  expect(after?.configuration).toMatchObject({
    sessionState: { sessionAttributes: { memory: /toronto/i } },
  })
})

test('keys are pressed one by one, and interrupt as speech does', async () => {
  peer.live.manners.replyMs = 4_000
  hearsay = [weather]
  const session = open()
  await takeTurn(session, await speak(weather), { pace: 4, yieldAfterMs: 200 })
  const keys = { kind: 'dtmf', digits: '10', language: 'en-US' } as const
  const events = await takeTurn(session, keys, { pace: 4 })
  expect(of(events, 'interrupted')).toHaveLength(1)
  expect(of(events, 'reply')[0]?.written).toContain('10 minutes')
  expect(of(events, 'transcript')).toEqual([])
  expect(peer.live.seen.at(-1)?.heard.at(-1)).toBe('10')
})

test('a prompt that cannot be interrupted is told as it is: played on, and the caller unheard', async () => {
  hearsay = [weather]
  Object.assign(peer.live.manners, { uninterruptible: true, replyMs: 10_000 })
  const session = open({ timeout_s: 0.5, max_attempts: 1 })
  await takeTurn(session, await speak(weather), { pace: 4, yieldAfterMs: 200 })
  const events = await takeTurn(session, await speak('and tomorrow'), { pace: 4 })
  expect(of(events, 'interrupted')).toEqual([])
  expect(of(events, 'unsolicited_audio').length).toBeGreaterThan(0)
  expect(of(events, 'audio')).toEqual([])
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'timeout' })
})

test('when nobody speaks Lex asks again: the answer to a silence, and to nothing else', async () => {
  Object.assign(peer.live.manners, { startTimeoutMs: 1_200, replyMs: 400 })
  hearsay = [weather, 'and tomorrow']
  const session = open()
  await takeTurn(session, await speak(weather))
  const silent = await takeTurn(session, silence(800))
  expect(of(silent, 'sent').map(({ audioMs }) => audioMs)).toEqual([0, 800])
  expect(of(silent, 'reply')).toMatchObject([{ written: 'Sorry, I did not hear you' }])
  expect(of(silent, 'audio').length).toBeGreaterThan(0)
  // Speech that begins late: what Lex asks before that is no answer to it.
  const spoken = await speak('and tomorrow')
  const lead = new Int16Array(16 * 2_400)
  const late = { ...spoken, pcm: Int16Array.from([...lead, ...spoken.pcm]) }
  const speechEndMs = spoken.speechEndMs + 2_400
  const events = await takeTurn(session, { ...late, speechEndMs }, { pace: 2 })
  expect(of(events, 'unsolicited')[0]?.written).toContain('did not hear')
  expect(of(events, 'reply')).toMatchObject([{ written: /Toronto tomorrow/ }])
  expect(of(events, 'reply')[0]?.fillers).toBeUndefined()
})

test('what is said while a Lambda function works is no part of the answer', async () => {
  peer.live.manners.progress = 'One moment please'
  const events = await takeTurn(open(), await speak(weather))
  const [reply] = of(events, 'reply')
  expect(reply?.fillers).toMatchObject([{ text: 'One moment please' }])
  expect(reply?.written).not.toContain('moment')
  const heardMs = of(events, 'audio').reduce((ms, { pcm }) => ms + pcm.length / 16, 0)
  expect(heardMs).toBeCloseTo(5_000, 0)
})

test('Lex answers in a pause of the caller: the answer is that to all of it', async () => {
  Object.assign(peer.live.manners, { replyMs: 1_000 })
  hearsay = [weather, 'and tomorrow']
  const [first, second] = [await speak(weather), await speak('and tomorrow')]
  const pause = new Int16Array(16_000 * 6)
  const pcm = Int16Array.from([...first.pcm, ...pause, ...second.pcm])
  const speechEndMs = (first.pcm.length + pause.length) / 16 + second.speechEndMs
  const events = await takeTurn(open(), { ...first, pcm, speechEndMs }, { pace: 4 })
  expect(of(events, 'transcript').at(-1)?.text).toBe(`${weather} and tomorrow`)
  const [reply] = of(events, 'reply')
  expect(reply?.written).toContain('Toronto tomorrow')
  expect(reply?.fillers).toMatchObject([{ text: /Toronto today/ }])
  expect(of(events, 'incomplete')).toEqual([])
})

test('a bot that says nothing has answered, with nothing', async () => {
  peer.live.manners.speechless = true
  const events = await takeTurn(open(), say(weather))
  expect(of(events, 'intent')).toMatchObject([{ kind: 'WeatherQuery' }])
  expect(of(events, 'reply')).toMatchObject([{ written: '' }])
})

test('without reply audio Lex is told not to wait for its playing, and nobody can break in', async () => {
  const session = open({ reply_audio: false })
  const events = await takeTurn(session, await speak(weather))
  expect(of(events, 'reply')[0]?.written).toContain('Toronto')
  expect(of(events, 'audio')).toEqual([])
  expect(peer.live.seen.at(-1)?.configuration).toMatchObject({ disablePlayback: true })
  const refused = await takeTurn(session, voiceTurn(), { yieldAfterMs: 100 })
  expect(refused).toMatchObject([{ type: 'error', fault: 'configuration' }])
})

test('an exception in the stream is told as what it is, once', async () => {
  const events = await takeTurn(open({ max_attempts: 3 }), say('a'.repeat(513)))
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'client_error', status: 400 })
  expect(of(events, 'attempt')).toHaveLength(1)
})

test('every event is signed: a wrong key is refused', async () => {
  const events = await takeTurn(open({}, { secret_access_key: 'another' }), textTurn)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'authentication', status: 403 })
})

test('an address that does not speak HTTP/2 is named as that', async () => {
  const events = await takeTurn(open({ endpoint: peer.url, total_timeout_s: 2 }), textTurn)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
})

test('a turn that is given up frees the connection, and the next one opens another', async () => {
  const session = open()
  const abort = new AbortController()
  const turn = session.turn(await speak(weather), { signal: abort.signal, pace: 1, maxAttempts: 1 })
  const seen: string[] = []
  for await (const event of turn) {
    seen.push(event.type === 'error' ? event.fault : event.type)
    if (event.type === 'sent') abort.abort()
  }
  expect(seen.at(-1)).toBe('cancelled')
  const events = await takeTurn(session, say(weather))
  expect(of(events, 'reply')[0]?.written).toContain('Toronto today')
})

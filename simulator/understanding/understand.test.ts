import { expect, test } from 'vitest'

import { domains } from '#simulator/domains/catalog.ts'
import { languages, type Language } from '#simulator/domains/domain.ts'
import { heardPhrases } from '#simulator/understanding/grammar.ts'
import { normalise } from '#simulator/understanding/normalise.ts'
import { respond } from '#simulator/understanding/respond.ts'

/** Kinds and entities of a conversation's turns. */
function turnResult(language: Language, turns: string[], weakSpots = false) {
  let state: unknown
  return turns.map((text) => {
    const answer = respond({ text, language, state, weakSpots })
    state = answer.state
    return answer
  })
}
const kinds = (...args: Parameters<typeof turnResult>) =>
  turnResult(...args).map(({ kind }) => kind)

test.each([
  ['What is the WEATHER in toronto?!', 'WeatherQuery'],
  ["what's the weather like in New York tomorrow, please", 'WeatherQuery'],
  ['could you set a timer for twenty-five minutes', 'TimerStartCommand'],
  ['timer for 25 mins', 'TimerStartCommand'],
  ['hey, call my mother now', 'CallCommand'],
  ['set the volume to 50%', 'VolumeCommand'],
])('understands %j', (text, kind) => expect(kinds('en', [text])).toEqual([kind]))

test.each<[Language, string, number]>([
  ['en', 'set a timer for an hour and a half', 5_400],
  ['en', 'set a timer for 1 hour and 15 minutes', 4_500],
  ['de', 'stelle einen Timer auf eine halbe Stunde', 1_800],
  ['de', 'stelle einen Timer auf fünfundzwanzig Minuten', 1_500],
  ['es', 'pon un temporizador de treinta y cinco minutos', 2_100],
  ['fr', "mets un minuteur d'une heure", 3_600],
  ['fr', 'mets un minuteur de quatre-vingt-dix secondes', 90],
])('%s: %j lasts %i s', (language, text, seconds) =>
  expect(turnResult(language, [text])[0]?.entities['DurationSeconds']).toBe(seconds),
)

test('numbers in words and digits are the same', () =>
  expect(normalise('Twenty-five, please', 'en')).toBe(normalise('25 please', 'en')))

test('a follow-up keeps what was said before', () => {
  const turns = turnResult('en', ['what is the weather in Toronto', 'and tomorrow', 'in Berlin?'])
  expect(turns.map(({ entities }) => [entities['City'], entities['Day']])).toEqual([
    ['Toronto', 'today'],
    ['Toronto', 'tomorrow'],
    ['Berlin', 'tomorrow'],
  ])
})

test('a follow-up outside its conversation is not understood', () => {
  expect(kinds('en', ['cancel it'])).toEqual(['NoResultCommand'])
  expect(kinds('en', ['what is the weather in Toronto', 'put it on speaker'])[1]).toBe(
    'NoResultCommand',
  )
})

test('a misunderstood turn does not end the conversation', () =>
  expect(kinds('en', ['set a timer for ten minutes', 'order a pizza', 'cancel it'])[2]).toBe(
    'TimerCancelCommand',
  ))

test('asks for what is missing and takes a bare answer', () => {
  const [question, answer] = turnResult('en', ['set a timer', 'half an hour'])
  expect(question).toMatchObject({ short: 'For how long?', autoListen: true })
  expect(answer?.entities['DurationSeconds']).toBe(1_800)
})

test.each([
  ['nonsense', 'x'],
  ['a foreign domain', { Earshot: { domain: 'banking', kind: 'x', slots: {}, asked: null } }],
  [
    'values that do not exist',
    {
      Earshot: {
        domain: 'weather',
        kind: 'WeatherQuery',
        slots: { city: 'Atlantis' },
        asked: 'city',
        turn: 1,
        language: 'en',
      },
    },
  ],
])('survives a conversation state of %s', (_, state) =>
  expect(() =>
    respond({ text: 'and tomorrow', language: 'en', state, weakSpots: true }),
  ).not.toThrow(),
)

test('a very long query costs little', () => {
  const started = performance.now()
  respond({ text: 'please '.repeat(5_000), language: 'en', state: null, weakSpots: true })
  expect(performance.now() - started).toBeLessThan(200)
})

test.each(languages)('%s: every phrase the ears know is understood somewhere', (language) => {
  const states = [
    undefined,
    ...domains.map(({ id, intents, slots }) => ({
      Earshot: {
        domain: id,
        kind: intents[0]?.kind ?? '',
        slots: {},
        asked: Object.keys(slots)[0] ?? null,
        turn: 1,
        language,
      },
    })),
  ]
  const lost = heardPhrases(language).filter((text) =>
    states.every(
      (state) => respond({ text, language, state, weakSpots: false }).kind === 'NoResultCommand',
    ),
  )
  expect(lost).toEqual([])
})

test('every weak spot shows, and none without them', () => {
  const day = (weakSpots: boolean) =>
    turnResult('fr', ['quel temps fera-t-il demain à Paris'], weakSpots)[0]?.short
  expect(day(true)).toContain('après-demain')
  expect(day(false)).not.toContain('après-demain')
  expect(
    turnResult('en', ['how is the traffic on the way home'], true)[0]?.delayMs,
  ).toBeGreaterThan(2_000)
  expect(turnResult('en', ['do I have any voicemail'], true)[0]?.audio).toBe('silent')
  expect(turnResult('en', ['what song is this'], true)[0]?.audio).toBe('clipped')
  expect(kinds('es', ['pausa la música'], true)).toEqual(['MusicStopCommand'])
  expect(turnResult('en', ['call Mom'], true)[0]?.short).not.toBe('Calling Mom.')
  const turns = ['stelle einen Timer auf zehn Minuten', 'stelle ihn auf 15 Minuten', 'lösche ihn']
  expect(kinds('de', turns, true)[2]).toBe('NoResultCommand')
  expect(kinds('de', turns)[2]).toBe('TimerCancelCommand')
})

import { describe, expect, test } from 'vitest'

import { similarity } from '#lib/engines/validation/text/similarity.ts'

type Pair = [language: string, expected: string, actual: string]

/** Same meaning, or more said than expected. */
const alike: Pair[] = [
  ['en', 'Your alarm is set for 7:30 AM', 'Your alarm is set for half past seven in the morning'],
  ['en', 'The meeting is at 4:45 PM', 'The meeting is at quarter to five in the afternoon'],
  ['en', 'Your timer is set for 90 minutes', 'Your timer is set for one hour and thirty minutes'],
  ['en', 'Lunch is at noon', 'Lunch is at 12 PM'],
  ['en', 'It is sunny in Toronto', 'It is sunny in Toronto with a high of 24 degrees'],
  ['en', 'It is sunny in Toronto', 'It is sunny in Toronto, no rain expected'],
  ['en', 'The lights are on', 'Okay, the lights are on'],
  ['en', 'I set the timer', "I've set the timer"],
  ['en', 'It is 20 percent', "It's 20%"],
  ['en', 'I could not find it', "I couldn't find it"],
  ['de', 'Der Wecker klingelt um 7:30 Uhr', 'Der Wecker klingelt um halb acht'],
  ['de', 'Der Wecker klingelt um 19:15', 'Der Wecker klingelt um viertel nach sieben abends'],
  ['de', 'Der Timer läuft 90 Minuten', 'Der Timer läuft eine Stunde, also 90 Minuten'],
  ['de', 'Das Licht ist an', 'Alles klar, das Licht ist jetzt an'],
  ['fr', 'Le réveil sonne à 7:30', 'Le réveil sonne à sept heures et demie'],
  ['fr', 'La lumière est allumée', "D'accord, la lumière est allumée"],
  ['es', 'La alarma suena a las 7:30', 'La alarma suena a las siete y media'],
  ['es', 'La luz está encendida', 'Muy bien, la luz está encendida'],
]

/** Which of two answers is closer to what is expected. */
const ranked: [language: string, expected: string, closer: string, farther: string][] = [
  [
    'en',
    'The weather in Toronto is sunny',
    'In Toronto the weather is sunny',
    'Playing music by Queen',
  ],
  ['en', 'I have set a timer', 'Timer set', 'Here are some recipes'],
  ['en', 'Calling your mother', 'I am calling your mother now', 'Your mother sent a message'],
  ['de', 'Das Wetter in Berlin ist sonnig', 'In Berlin ist das Wetter sonnig', 'Ich spiele Musik'],
  ['de', 'Der Timer wurde gestellt', 'Der Timer ist gestellt', 'Die Nachricht wurde gesendet'],
  ['fr', 'Il fait beau à Paris', "À Paris il fait beau aujourd'hui", 'Je lance la musique'],
  ['es', 'Hace sol en Madrid', 'En Madrid hace sol', 'Pongo música'],
  ['es', 'La alarma está puesta', 'He puesto la alarma', 'No entiendo la pregunta'],
]

describe('similarity', () => {
  test.each(alike)('%s: %j is like %j', (language, expected, actual) => {
    const { score, coverage } = similarity(expected, actual, language)
    expect(Math.max(score, coverage)).toBeGreaterThan(0.45)
  })

  test.each(ranked)('%s: %j is closer to %j than to %j', (language, expected, closer, farther) => {
    const near = similarity(expected, closer, language).score
    expect(near).toBeGreaterThan(0.5)
    expect(near - similarity(expected, farther, language).score).toBeGreaterThan(0.3)
  })

  test('a text equal after normalisation scores whole', () =>
    expect(similarity("It's 20%!", 'it is twenty percent', 'en-US').score).toBeCloseTo(1, 9))

  test('the score is symmetric and within 0..1', () => {
    for (const [language, a, b] of alike) {
      const { score } = similarity(a, b, language)
      expect(score).toBeCloseTo(similarity(b, a, language).score, 12)
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })

  test('coverage is whole when the answer says more than expected', () =>
    expect(similarity('It is sunny', 'It is sunny and warm today', 'en-US').coverage).toBe(1))

  test('an empty answer is like nothing', () =>
    expect(similarity('It is sunny', '', 'en-US')).toMatchObject({
      score: 0,
      coverage: 0,
      missing: ['sunny'],
    }))
})

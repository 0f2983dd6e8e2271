import { describe, expect, test } from 'vitest'

import { similarity } from './similarity.ts'

type Pair = [language: string, expected: string, actual: string]

/** Contradictions that likeness alone calls alike. */
const vetoed: [...Pair, kind: string][] = [
  ['en', 'Your timer is set for 10 minutes', 'Your timer is set for 20 minutes', 'number'],
  ['en', 'Your timer is set for ten minutes', 'Your timer is set for 10 hours', 'number'],
  ['en', 'The alarm is set for 7:30 AM', 'The alarm is set for 7:30 PM', 'number'],
  ['en', 'The alarm is set for quarter past six', 'The alarm is set for quarter to six', 'number'],
  ['en', 'It is 20 degrees in Toronto', 'It is 25 degrees in Toronto', 'number'],
  ['en', 'That costs $5', 'That costs five euros', 'number'],
  ['en', 'I turned the lights on', 'I turned the lights off', 'antonym'],
  ['en', 'The door is locked', 'The door is unlocked', 'antonym'],
  ['en', 'Your meeting is tomorrow', 'Your meeting is today', 'antonym'],
  ['en', 'I started the timer', 'I cancelled the timer', 'antonym'],
  ['en', 'The next train leaves on Monday', 'The next train leaves on Friday', 'antonym'],
  ['en', 'It is sunny in Toronto', 'It is raining in Toronto', 'antonym'],
  ['en', 'The capital of Australia is Canberra', 'The capital of Australia is Sydney', 'name'],
  ['en', 'I am calling Alice now', 'I am calling Robert now', 'name'],
  ['en', 'I have set the alarm', 'I have not set the alarm', 'negation'],
  ['en', 'The flight is available', "The flight isn't available", 'negation'],
  ['en', 'I found a restaurant', 'I found no restaurant', 'negation'],
  ['de', 'Der Timer läuft zehn Minuten', 'Der Timer läuft zwanzig Minuten', 'number'],
  ['de', 'Der Wecker klingelt um halb acht', 'Der Wecker klingelt um halb neun', 'number'],
  ['de', 'Das Licht ist an', 'Das Licht ist aus', 'antonym'],
  ['de', 'Das Treffen ist am Montag', 'Das Treffen ist am Dienstag', 'antonym'],
  ['de', 'Die Hauptstadt ist Canberra', 'Die Hauptstadt ist Sydney', 'name'],
  ['de', 'Ich habe den Timer gestellt', 'Ich habe den Timer nicht gestellt', 'negation'],
  ['de', 'Es gibt einen freien Tisch', 'Es gibt keinen freien Tisch', 'negation'],
  [
    'fr',
    'Le minuteur est réglé sur dix minutes',
    'Le minuteur est réglé sur vingt minutes',
    'number',
  ],
  ['fr', 'La lumière est allumée', 'La lumière est éteinte', 'antonym'],
  ['fr', 'Le train part lundi', 'Le train part mardi', 'antonym'],
  ['fr', 'La capitale est Canberra', 'La capitale est Sydney', 'name'],
  ['fr', 'Le restaurant est disponible', "Le restaurant n'est pas disponible", 'negation'],
  ['es', 'El temporizador es de diez minutos', 'El temporizador es de veinte minutos', 'number'],
  ['es', 'La luz está encendida', 'La luz está apagada', 'antonym'],
  ['es', 'La reunión es el lunes', 'La reunión es el martes', 'antonym'],
  ['es', 'La capital es Canberra', 'La capital es Sydney', 'name'],
  ['es', 'El vuelo está disponible', 'El vuelo no está disponible', 'negation'],
]

/** Same meaning, or more said than expected: nothing contradicts. */
const allowed: Pair[] = [
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
  test.each(vetoed)('%s: %j is contradicted by %j (%4$s)', (language, expected, actual, kind) =>
    expect(similarity(expected, actual, language).vetoes.map((veto) => veto.kind)).toContain(kind),
  )

  test.each(allowed)('%s: %j is not contradicted by %j', (language, expected, actual) =>
    expect(similarity(expected, actual, language).vetoes).toEqual([]),
  )

  test.each(ranked)('%s: %j is closer to %j than to %j', (language, expected, closer, farther) => {
    const near = similarity(expected, closer, language).score
    expect(near).toBeGreaterThan(0.5)
    expect(near - similarity(expected, farther, language).score).toBeGreaterThan(0.3)
  })

  test('a text equal after normalisation is exact', () =>
    expect(similarity("It's 20%!", 'it is twenty percent', 'en-US')).toMatchObject({
      exact: true,
      score: 1,
    }))

  test('the score is symmetric and within 0..1', () => {
    for (const [language, a, b] of allowed) {
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

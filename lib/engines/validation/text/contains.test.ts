import { describe, expect, test } from 'vitest'

import { contained, notContained } from '#lib/engines/validation/text/contains.ts'

/**
 * `there`: nobody may say that it is missing; `missing`: nobody may say that it is there; `open`: only a person can say.
 */
type Row = [phrase: string, reply: string, is: 'there' | 'missing' | 'open']

const rows: [language: string, rows: Row[]][] = [
  [
    'en-US',
    [
      ['800', 'Call oh eight hundred', 'open'],
      ['0800', 'Call oh eight hundred', 'there'],
      ['007', 'double oh seven', 'there'],
      ['May 3', 'on the 3rd of May', 'there'],
      ['20 %', 'twenty percent', 'there'],
      ['$5.20', 'five dollars and twenty cents', 'there'],
      ['1,000', 'one thousand people', 'there'],
      ['1000', '1,000 people', 'there'],
      ['3 PM', 'at 15:00', 'there'],
      ['Main Street', '12 Main St.', 'there'],
      ['Doctor Smith', 'Dr. Smith is in', 'there'],
      ['e-mail', 'I sent an email', 'there'],
      ['OK', 'okay then', 'there'],
      ['it is', 'It’s sunny', 'there'],
      ['New York', 'New\u00a0York is big', 'there'],
      ['café', 'the cafe is open', 'there'],
      ['check in', 'the check-in is open', 'there'],
      ['ice cream', 'an ice-cream', 'there'],
      ['Toronto', '“Toronto” is nice', 'there'],
      ['Toronto', '**Toronto** is nice', 'there'],
      ['Toronto', '<b>Toronto</b> is nice', 'there'],
      ['Toronto', 'To\u00adron\u200bto is nice', 'there'],
      ['TORONTO', 'toronto', 'there'],
      ['Toronto', "Toronto's weather is fine", 'there'],
      ['ticket', 'Two tickets booked', 'open'],
      ['5 degrees', 'It is 5°', 'there'],
      ['five', 'There are 5 rooms', 'there'],
      ['5', 'There are five rooms', 'there'],
      ['5', 'It is 5:00', 'open'],
      ['5 pm', 'It is 5:00 pm', 'there'],
      ['Monday', 'on Monday, May 5', 'there'],
      ['10 minutes', 'in ten minutes', 'there'],
      ['10 minutes', 'in 10 min', 'there'],
      ['half an hour', 'in 30 minutes', 'there'],
      ['12A', 'seat 12 A', 'there'],
      ['12A', 'seat twelve A', 'there'],
      ['A7B3', 'code A 7 B 3', 'there'],
      ['1.5', 'one point five', 'there'],
      ['50', 'fifty-five', 'missing'],
      ['50', '5.50 dollars', 'missing'],
      ['Peter', 'Saint Petersburg', 'open'],
      ['open', 'We are opening soon', 'open'],
      ['first', 'the 1st floor', 'there'],
      ['2', 'the 2nd floor', 'open'],
      ['2', 'version 2.0', 'open'],
      ['2.0', 'version 2.0', 'there'],
      ['20', '2020', 'missing'],
      ['2025', 'in 2025', 'there'],
      ['twenty twenty five', 'in 2025', 'there'],
      ['John Smith', 'Smith, John', 'open'],
      ['and', '5 & 6', 'there'],
      ['percent', 'It is 50%', 'there'],
      ['dollars', 'It costs $50', 'there'],
      ['I can', 'I can book it', 'there'],
      ['not available', 'It is not available', 'there'],
      ['no rooms', 'There are no rooms', 'there'],
      ['if', 'if you want', 'there'],
      ['booked', 'Your room is booked. Do you need parking?', 'there'],
      ['booked', 'Great, I booked it, not a problem.', 'there'],
      ['booked', 'Not only is it booked, it is paid.', 'there'],
      ['at 7', 'at 7 o’clock', 'there'],
      ['7', 'at seven o’clock', 'there'],
      ['1', 'No. 1 is here', 'there'],
      ['c', 'a, b, c', 'there'],
      ['x > 3', '5 < x and x > 3', 'there'],
      ['10:30', 'ten thirty', 'there'],
      ['555-1234', '555.1234', 'there'],
      ['+1 555 123 4567', '+15551234567', 'there'],
      ['gold', 'golden retriever', 'open'],
      ['Anne', 'Anna is here', 'missing'],
      ['cat', 'concatenate', 'missing'],
      ['rt', 'Robert', 'missing'],
      ['not', 'nothing', 'missing'],
    ],
  ],
  [
    'de-DE',
    [
      ['sieben Uhr dreißig', 'um 7:30 Uhr', 'there'],
      ['7:30', 'um halb acht', 'there'],
      ['Zimmer', 'ein Doppelzimmer', 'open'],
      ['Zimmer', 'zwei Zimmern', 'open'],
      ['Größe', 'Groesse M', 'there'],
      ['20 Euro', 'zwanzig Euro', 'there'],
      ['3. Mai', 'am dritten Mai', 'there'],
      ['1.500', 'eintausendfünfhundert', 'there'],
      ['1,5', 'anderthalb', 'there'],
      ['Müller', 'Mueller', 'there'],
      ['Haus', 'zuhause', 'missing'],
      ['frei', 'befreit', 'missing'],
      ['frei', 'nicht frei', 'open'],
      ['nicht frei', 'nicht frei', 'there'],
      ['gut', 'Guten Tag', 'open'],
      ['2,50 €', 'zwei Euro fünfzig', 'there'],
      ['München', 'in München-Ost', 'there'],
    ],
  ],
  [
    'fr-FR',
    [
      ['eau', 'de l’eau', 'there'],
      ['école', 'à l’ecole', 'there'],
      ['21', 'vingt et un', 'there'],
      ['80', 'quatre-vingts', 'there'],
      ['7 h 30', 'sept heures trente', 'there'],
      ['5 €', 'cinq euros', 'there'],
      ['disponible', 'indisponible', 'missing'],
      ['le 3 mai', 'le trois mai', 'there'],
      ['cœur', 'coeur', 'there'],
      ['aujourd’hui', "aujourd'hui", 'there'],
      ['nord', 'au nord-est', 'open'],
      ['pas de problème', 'pas de problème', 'there'],
      ['réservée', 'votre table est bien réservée', 'there'],
    ],
  ],
  [
    'es-ES',
    [
      ['7:30', 'a las siete y media', 'there'],
      ['años', 'tres anos', 'open'],
      ['tres', '3 euros', 'there'],
      ['uno', '1', 'there'],
      ['no', 'no hay', 'there'],
      ['Sí', 'si quieres', 'open'],
    ],
  ],
  [
    'ar-EG',
    [
      ['٥', '5', 'there'],
      ['القاهرة', 'في القاهرة', 'there'],
      ['قاهرة', 'القاهرة', 'open'],
      ['خمسة', '٥ غرف', 'there'],
    ],
  ],
  [
    'hi-IN',
    [
      ['25', 'पच्चीस रुपये', 'there'],
      ['दिल्ली', 'दिल्ली में', 'there'],
    ],
  ],
  [
    'ja-JP',
    [
      ['東京', '東京都は晴れ', 'there'],
      ['京都', '東京都は晴れ', 'open'],
      ['5時', '午後五時です', 'there'],
      ['2.5', '2.5キロ', 'there'],
      ['ありません', '空きはありません', 'there'],
      ['三百円', '300円です', 'there'],
    ],
  ],
  [
    'zh-CN',
    [
      ['北京', '北京大学', 'there'],
      ['3点', '下午三点', 'there'],
      ['二百五十', '250元', 'there'],
      ['不错', '天气不错', 'there'],
      ['可以', '不可以', 'open'],
      ['大学', '北京大学', 'there'],
    ],
  ],
  [
    'ko-KR',
    [
      ['서울', '서울은 맑음', 'there'],
      ['예약', '예약되었습니다', 'there'],
      ['3시', '오후 세 시', 'there'],
    ],
  ],
  [
    'th-TH',
    [
      ['กรุงเทพ', 'ที่กรุงเทพอากาศดี', 'there'],
      ['๕', '5 บาท', 'there'],
    ],
  ],
  [
    'tr-TR',
    [
      ['İstanbul', 'İstanbul’da hava güzel', 'there'],
      ['istanbul', 'İSTANBUL', 'there'],
      ['ev', 'evde', 'open'],
      ['7:30', 'yedi buçukta', 'there'],
    ],
  ],
  ['pl-PL', [['Warszawa', 'w Warszawie', 'open']]],
  [
    'ru-RU',
    [
      ['ещё', 'еще раз', 'there'],
      ['5 рублей', 'пять рублей', 'there'],
      ['Москва', 'в Москве', 'open'],
    ],
  ],
  ['cs-CZ', [['Praha', 'v Praze', 'open']]],
  ['fi-FI', [['Helsinki', 'Helsingissä', 'open']]],
  [
    'el-GR',
    [
      ['Αθήνα', 'στην Αθήνα', 'there'],
      ['ΑΘΗΝΑ', 'Αθήνα', 'there'],
    ],
  ],
  ['he-IL', [['ירושלים', 'בירושלים', 'open']]],
  ['vi-VN', [['Hà Nội', 'Ha Noi', 'open']]],
]

const flat = rows.flatMap(([language, list]) =>
  list.map(([phrase, reply, is]) => [language, phrase, reply, is] as const),
)

describe('a phrase in a reply', () => {
  test.each(flat)('%s: %j in %j is %s', (language, phrase, reply, is) => {
    const { proof, why } = contained(phrase, reply, language)
    if (is === 'there') expect([proof, why]).not.toEqual(['wrong', why])
    if (is === 'missing') expect([proof, why]).not.toEqual(['right', why])
    if (is === 'open') expect(proof).toBe('unproven')
  })

  test.each(flat)('%s: %j forbidden in %j', (language, phrase, reply, is) => {
    const { proof, why } = notContained(phrase, reply, language)
    if (is === 'there') expect([proof, why]).not.toEqual(['right', why])
    if (is === 'missing') expect([proof, why]).not.toEqual(['wrong', why])
  })

  test('most of them are decided', () => {
    const sure = flat.filter(([language, phrase, reply, is]) => {
      const { proof } = contained(phrase, reply, language)
      return is !== 'open' && proof !== 'unproven'
    })
    const decidable = flat.filter(([, , , is]) => is !== 'open')
    expect(sure.length / decidable.length).toBeGreaterThan(0.8)
  })
})

describe('what stands around it', () => {
  const around: [reply: string, word: string | null][] = [
    ['Your room is booked.', null],
    ['Your room is not booked.', 'not'],
    ['No, your room is booked.', null],
    ['No problem, your room is booked.', null],
    ['Your room is booked, but parking is not included.', null],
    ['I could not reach them. Your room is booked.', null],
    ['If you confirm, your room is booked.', 'If'],
    ['Is your room booked?', '?'],
    ['Maybe it is booked.', 'Maybe'],
    ['You can ask me whether it is booked.', 'whether'],
  ]
  test.each(around)('%j: %s', (reply, word) => {
    const { proof, places } = contained('booked', reply, 'en-US')
    expect(proof).toBe(word === null ? 'right' : 'unproven')
    const doubt = places.find(({ role }) => role === 'doubts')
    expect(doubt === undefined ? null : reply.slice(doubt.start, doubt.end)).toBe(word)
  })

  test('a phrase that denies wants to hear the denial', () =>
    expect(contained('not available', 'Sorry, it is not available.', 'en-US').proof).toBe('right'))

  test('other forms count where they are asked for', () => {
    const reply = 'Your booking was confirmed.'
    expect(contained('confirm', reply, 'en-US').proof).toBe('unproven')
    expect(contained('confirm*', reply, 'en-US').proof).toBe('right')
    expect(contained({ text: 'book', stem: true }, reply, 'en-US').proof).toBe('right')
    expect(contained('*firmed', reply, 'en-US').proof).toBe('right')
    expect(contained('press *', 'Press * now', 'en-US').proof).toBe('right')
  })

  test('what decided is marked in the reply', () => {
    const reply = 'It costs $20 a night.'
    const [place] = contained('twenty dollars', reply, 'en-US').places
    expect(reply.slice(place?.start, place?.end)).toBe('$20')
  })
})

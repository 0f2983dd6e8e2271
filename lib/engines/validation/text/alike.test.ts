import { expect, test } from 'vitest'

import { alike } from '#lib/engines/validation/text/alike.ts'

/** `same`: never proven wrong; `other`: never proven right. */
type Row = [expected: string, reply: string, is: 'same' | 'other']

const rows: [language: string, rows: Row[]][] = [
  [
    'en-US',
    [
      ['No problem.', 'No.', 'other'],
      ['No.', 'No problem.', 'other'],
      ['Okay.', 'No.', 'other'],
      ['Sure, I can.', 'I can.', 'same'],
      ['Right is the exit.', 'Is the exit.', 'other'],
      ['Turn right.', 'Turn.', 'other'],
      ['Great Britain', 'Britain', 'other'],
      ['Well, it is open.', 'It is open.', 'same'],
      ['It is well.', 'It is.', 'other'],
      ['Thank you is a song.', 'Is a song.', 'other'],
      ['Playing Hello by Adele.', 'Playing by Adele.', 'other'],
      ['Hello by Adele', 'by Adele', 'other'],
      ['Perfect is on.', 'is on', 'other'],
      ['May I help?', 'May I help.', 'other'],
      ['It is 12 am.', 'It is noon.', 'other'],
      ['It is 12 pm.', 'It is noon.', 'same'],
      ['midnight', '12 am', 'same'],
      ['Flight 123', 'Flight 1 2 3', 'same'],
      ['two three pm meetings', '2 3 pm meetings', 'same'],
      ['I have 2 or 3.', 'I have 2 3.', 'other'],
      ['He is 30.', 'He is 30%.', 'other'],
      ['1/2', '1.2', 'other'],
      ['3-4 days', '3 4 days', 'other'],
      ['3-4 days', '34 days', 'other'],
      ['5-10', '510', 'other'],
      ['May 5', '5', 'other'],
      ['a second', 'one second', 'same'],
      ['10 min', '10 minutes', 'same'],
      ['10 m', '10 minutes', 'other'],
      ['10 m', '10 metres', 'same'],
      ['$5', '$5 million', 'other'],
      ['I won 5 to 3', 'I won 3 to 5', 'other'],
      ['from 5 to 7', 'from 7 to 5', 'other'],
      ['it’s open', 'it is open', 'same'],
      ['can not', 'cannot', 'same'],
      ['can', 'can’t', 'other'],
      ['+5', '-5', 'other'],
      ['5', '-5', 'other'],
      ['C#', 'C', 'other'],
      ['A', 'A+', 'other'],
      ['x > 5', 'x < 5', 'other'],
      ['Is it open? Yes.', 'Is it open. Yes?', 'other'],
      ['Dr. Who', 'Doctor Who', 'same'],
      ['St. Paul', 'Saint Paul', 'same'],
      ['Mr Fox', 'Mister Fox', 'same'],
      ['the 3rd of May', 'May 3', 'same'],
      ['2025-05-03', 'May 3, 2025', 'same'],
      ['five hundred', '500', 'same'],
      ['room oh five', 'room 05', 'same'],
      ['room 05', 'room 5', 'other'],
      ['v1.10', 'v1.1', 'other'],
      ['1.10', '1.1', 'other'],
      ['1.50 dollars', '1.5 dollars', 'same'],
      ['not bad', 'bad', 'other'],
      ['hardly', 'hard', 'other'],
    ],
  ],
  [
    'de-DE',
    [
      ['Danke, nein.', 'Danke.', 'other'],
      ['Es ist acht.', 'Es ist 8.', 'same'],
      ['sieben Uhr', '7 Uhr', 'same'],
      ['ein Zimmer', '1 Zimmer', 'same'],
      ['eins', '1', 'same'],
      ['Sie sind da', 'sie sind da', 'same'],
      ['schon', 'schön', 'other'],
      ['um halb acht', 'um acht', 'other'],
      ['gern', 'nicht gern', 'other'],
    ],
  ],
  [
    'fr-FR',
    [
      ['ou', 'où', 'other'],
      ['la', 'là', 'other'],
      ['pêche', 'péché', 'other'],
      ['a', 'à', 'other'],
      ['sur', 'sûr', 'other'],
      ['bon', 'bon bon', 'other'],
      ['il ne mange', 'il mange', 'other'],
      ['un billet', '1 billet', 'same'],
      ['d’accord, oui', 'oui', 'same'],
      ['sept heures', '7 h', 'same'],
    ],
  ],
  [
    'es-ES',
    [
      ['si', 'sí', 'other'],
      ['esta', 'está', 'other'],
      ['el', 'él', 'other'],
      ['año', 'ano', 'other'],
      ['perfecto, sí', 'sí', 'same'],
      ['mas', 'más', 'other'],
      ['papa', 'papá', 'other'],
      ['no', 'sí', 'other'],
    ],
  ],
  [
    'it-IT',
    [
      ['e', 'è', 'other'],
      ['si', 'sì', 'other'],
      ['papa', 'papà', 'other'],
      ['ne', 'né', 'other'],
    ],
  ],
  [
    'pt-BR',
    [
      ['e', 'é', 'other'],
      ['avô', 'avó', 'other'],
      ['por', 'pôr', 'other'],
    ],
  ],
  [
    'vi-VN',
    [
      ['ma', 'má', 'other'],
      ['bạn', 'bán', 'other'],
    ],
  ],
  [
    'tr-TR',
    [
      ['ask', 'aşk', 'other'],
      ['sık', 'sik', 'other'],
    ],
  ],
  [
    'pl-PL',
    [
      ['sad', 'sąd', 'other'],
      ['laska', 'łaska', 'other'],
    ],
  ],
  ['cs-CZ', [['byt', 'být', 'other']]],
  [
    'sv-SE',
    [
      ['rad', 'råd', 'other'],
      ['har', 'här', 'other'],
    ],
  ],
  [
    'ja-JP',
    [
      ['はし', 'ばし', 'other'],
      ['ハハ', 'パパ', 'other'],
      ['病院', '美容院', 'other'],
      ['おばさん', 'おばあさん', 'other'],
      ['ビル', 'ビール', 'other'],
      ['3時', '三時', 'same'],
      ['一人', '1人', 'same'],
    ],
  ],
  [
    'zh-CN',
    [
      ['买', '卖', 'other'],
      ['了解', '了', 'other'],
      ['三', '3', 'same'],
      ['万一', '1', 'other'],
      ['两个', '2个', 'same'],
    ],
  ],
  [
    'hi-IN',
    [
      ['कल', 'काल', 'other'],
      ['एक', '1', 'same'],
    ],
  ],
  [
    'ru-RU',
    [
      ['и', 'й', 'other'],
      ['мой', 'мои', 'other'],
    ],
  ],
  [
    'th-TH',
    [
      ['ไม่', 'ไม้', 'other'],
      ['ใกล้', 'ไกล', 'other'],
    ],
  ],
  [
    'el-GR',
    [
      ['ή', 'η', 'other'],
      ['νόμος', 'νομός', 'other'],
    ],
  ],
  ['uk-UA', [['і', 'ї', 'other']]],
  ['en-US', [['Goodbye, Anna.', 'Hello, Anna.', 'other']]],
]

const flat = rows.flatMap(([language, list]) =>
  list.map(([expected, reply, is]) => [language, expected, reply, is] as const),
)

const judged = (expected: string, reply: string, language: string) =>
  alike({ expected, reply, language, threshold: 0.85, precedents: [], meaning: [], cuts: [] })

test.each(flat)('%s: %j and %j: %s', (language, expected, reply, is) =>
  expect(judged(expected, reply, language).proof).not.toBe(is === 'same' ? 'wrong' : 'right'),
)

test('most of what is the same is known to be', () => {
  const same = flat.filter(([, , , is]) => is === 'same')
  const right = same.filter(
    ([language, expected, reply]) => judged(expected, reply, language).proof === 'right',
  )
  expect(right.length / same.length).toBeGreaterThan(0.85)
})

test('another value names both, and where they stand', () => {
  const found = judged('It costs 20 euros.', 'It costs €30.', 'en-US')
  expect(found).toMatchObject({ proof: 'wrong', why: 'says "€30" where "20 euros" was expected' })
  expect(found.contradicts).toEqual([
    { in: 'expected', start: 9, end: 17 },
    { in: 'reply', start: 9, end: 12 },
  ])
})

test('a guess or a bound contradicts nothing', () => {
  expect(judged('It takes 20 minutes.', 'It takes about 25 minutes.', 'en-US').proof).toBe(
    'unproven',
  )
  expect(judged('It takes about 20 minutes.', 'It takes about 25 minutes.', 'en-US').proof).toBe(
    'unproven',
  )
})

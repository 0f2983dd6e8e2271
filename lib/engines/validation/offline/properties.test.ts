import { describe, expect, test } from 'vitest'

import { judgeLine, readLine } from '#lib/engines/validation/offline/judge-line.ts'
import { policyOf, PolicySettings } from '#lib/engines/validation/policy-settings.ts'

const policy = policyOf(PolicySettings.parse({}))

function statusOf(language: string, expected: string, reply: string) {
  const { line } = readLine({
    language,
    said: 'x',
    expect: { response: { similar_to: expected } },
    reply: { text: reply },
  })
  if (line === null) throw new Error('unreadable')
  return judgeLine(line, policy).review_status
}

/** Sentences with two names and a number, and a negation of their language that may stand before the last word. */
const sentences: [language: string, sentence: string, names: [string, string], not: string][] = [
  ['en-US', 'Peter sent Olga 34 photos', ['Peter', 'Olga'], 'not'],
  ['de-DE', 'Peter hat Olga 34 Bilder geschickt', ['Peter', 'Olga'], 'nicht'],
  ['fr-FR', 'Peter a envoyé à Olga 34 photos', ['Peter', 'Olga'], 'pas'],
  ['es-ES', 'Peter envió a Olga 34 fotos', ['Peter', 'Olga'], 'no'],
  ['it-IT', 'Peter ha mandato a Olga 34 foto', ['Peter', 'Olga'], 'non'],
  ['pt-BR', 'Peter enviou a Olga 34 fotos', ['Peter', 'Olga'], 'não'],
  ['nl-NL', 'Peter stuurde Olga 34 beelden', ['Peter', 'Olga'], 'niet'],
  ['sv-SE', 'Peter skickade Olga 34 bilder', ['Peter', 'Olga'], 'inte'],
  ['pl-PL', 'Peter wysłał Olga 34 obrazy', ['Peter', 'Olga'], 'nie'],
  ['ru-RU', 'Пётр отправил Ольга 34 снимка', ['Пётр', 'Ольга'], 'не'],
  ['tr-TR', 'Peter Olga için 34 resim gönderdi', ['Peter', 'Olga'], 'değil'],
  ['vi-VN', 'Peter đã gửi cho Olga 34 bức ảnh', ['Peter', 'Olga'], 'không'],
  ['el-GR', 'Ο Πέτρος έστειλε στην Όλγα 34 εικόνες', ['Πέτρος', 'Όλγα'], 'δεν'],
]

const swapped = (text: string, [a, b]: [string, string]) =>
  text.replace(a, '\0').replace(b, a).replace('\0', b)

describe.each(sentences)('%s: %s', (language, sentence, names, not) => {
  const words = sentence.split(' ')

  test('is itself', () => expect(statusOf(language, sentence, `${sentence}.`)).toBe('auto_pass'))

  test('with its names swapped is not passed', () =>
    expect(statusOf(language, sentence, swapped(sentence, names))).not.toBe('auto_pass'))

  test('with another word anywhere is not passed', () => {
    for (const word of [not, 'Victor', '7'])
      for (let at = 0; at <= words.length; at++) {
        const more = [...words.slice(0, at), word, ...words.slice(at)].join(' ')
        expect([more, statusOf(language, sentence, more)]).not.toEqual([more, 'auto_pass'])
      }
  })

  test('without any of its words is not passed', () => {
    for (let at = 0; at < words.length; at++) {
      const fewer = words.filter((_, index) => index !== at).join(' ')
      expect([fewer, statusOf(language, sentence, fewer)]).not.toEqual([fewer, 'auto_pass'])
    }
  })

  test('with any other number is not passed', () => {
    for (const number of ['35', '43', '3', '4', '340', '3.4', '-34', '34th', '134'])
      expect(statusOf(language, sentence, sentence.replace('34', number))).not.toBe('auto_pass')
  })

  test('in which a number or a name is only contained is not what it says', () => {
    const contains = (phrase: string, reply: string) => {
      const { line } = readLine({
        language,
        said: 'x',
        expect: { response: { contains: [phrase] } },
        reply: { text: reply },
      })
      return line === null ? null : judgeLine(line, policy).review_status
    }
    for (const number of ['134', '340', '3.4', '34,5', '-34', '1034'])
      expect(contains('34', sentence.replace('34', number))).not.toBe('auto_pass')
    expect(contains('34', sentence.replace('34', '340'))).toBe('auto_fail')
  })
})

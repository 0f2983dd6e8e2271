import { describe, expect, test } from 'vitest'

import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const shares = [
  ['en', 'two thirds of it', '2/3 of it', '3/2 of it'],
  ['de', 'drei Viertel voll', '3/4 voll', '4/3 voll'],
  ['fr', 'deux tiers', '2/3', '1/3'],
  ['es', 'tres cuartos', '3/4', '3/5'],
  ['it', 'due terzi', '2/3', '3/2'],
  ['pt', 'dois terços', '2/3', '1/3'],
  ['nl', 'twee derde', '2/3', '2/4'],
  ['da', 'to tredjedele', '2/3', '3/2'],
  ['nb', 'to tredeler', '2/3', '3/2'],
  ['sv', 'tre fjärdedelar', '3/4', '4/3'],
  ['fi', 'kaksi kolmasosaa', '2/3', '3/2'],
  ['pl', 'dwie trzecie', '2/3', '3/2'],
  ['cs', 'tři čtvrtiny', '3/4', '1/4'],
  ['ru', 'две трети', '2/3', '3/2'],
  ['uk', 'дві третини', '2/3', '3/2'],
  ['el', 'τρία τέταρτα', '3/4', '4/3'],
  ['tr', 'üçte iki', '2/3', '3/2'],
  ['he', 'שני שלישים', '2/3', '3/2'],
  ['ar', 'ثلاثة أرباع', '3/4', '4/3'],
  ['hi', 'तीन चौथाई', '3/4', '4/3'],
  ['id', 'dua pertiga', '2/3', '3/2'],
  ['vi', 'hai phần ba', '2/3', '3/2'],
  ['th', 'หนึ่งในสาม', '1/3', '1/2'],
  ['ko', '삼분의 이', '2/3', '3/2'],
] as const

describe('a share in words', () => {
  test.each(shares)('%s: %s is %s, not %s', (language, said, written, other) => {
    expect(tokenForm(said, language)).toBe(tokenForm(written, language))
    expect(tokenForm(said, language)).not.toBe(tokenForm(other, language))
  })

  test.each([
    ['en', 'two thirds', '⅔'],
    ['de', 'drei Viertel', '¾'],
    ['en', 'three quarters', '0.75'],
  ] as const)('%s: %s has the value of %s', (language, said, written) => {
    const [a, b] = [said, written].map((text) => tokenise(text, language).tokens[0])
    expect(a && b && relate(a, b)).toBe('same')
  })

  test.each([
    ['en', 'a quarter mile', '1/4 mile'],
    ['en', 'a half hour', '30 minutes'],
    ['fr', 'un demi-litre', '0,5 litre'],
    ['en', 'three quarters million', '750,000'],
  ] as const)('%s: %s counts as %s', (language, said, written) => {
    expect(tokenForm(said, language)).toBe(tokenForm(written, language))
  })
})

describe('things that are counted', () => {
  test.each([
    ['en', 'one third party', ['1', '3.', 'party']],
    ['en', 'the last three quarters', ['the', 'last', '3', 'quarters']],
    ['en', 'two quarters', ['2', 'quarters']],
    ['es', 'tres cuartos libres', ['3', 'cuartos', 'libres']],
    ['tr', 'saat üçte iki kişi', ['3:00', '2', 'kişi']],
    ['th', 'สองในสามห้อง', ['2', 'ใน', '3', 'ห้อง']],
  ] as const)('%s: %s stays a number', (language, said, keys) => {
    expect(tokenise(said, language).tokens.map(({ key }) => key)).toEqual(keys)
  })
})

describe('dozens', () => {
  test.each([
    ['en', 'a dozen eggs', '12 eggs', '24 eggs'],
    ['en', 'two dozen eggs', '24 eggs', '12 eggs'],
    ['de', 'ein Dutzend Eier', '12 Eier', '24 Eier'],
    ['fr', "une douzaine d'œufs", '12 œufs', '24 œufs'],
    ['es', 'dos docenas de huevos', '24 huevos', '12 huevos'],
    ['it', 'una dozzina di uova', '12 uova', '24 uova'],
    ['pt', 'uma dúzia de ovos', '12 ovos', '24 ovos'],
    ['pl', 'dwa tuziny', '24', '12'],
    ['ru', 'две дюжины', '24', '12'],
    ['hi', 'एक दर्जन', '12', '24'],
  ] as const)('%s: %s is %s, not %s', (language, said, written, other) => {
    expect(tokenForm(said, language)).toBe(tokenForm(written, language))
    expect(tokenForm(said, language)).not.toBe(tokenForm(other, language))
  })
})

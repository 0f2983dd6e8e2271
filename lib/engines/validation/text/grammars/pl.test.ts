import { describe, expect, it } from 'vitest'

import { conditionsIn, isQuestion, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const language = 'pl-PL'

/** Whether two texts have the same tokens by value. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [tokenise(a, language).tokens, tokenise(b, language).tokens]
  return (
    left.length === right.length &&
    left.every((token, index) => {
      const other = right[index]
      return other !== undefined && relate(token, other) === 'same'
    })
  )
}

const same: [spoken: string, written: string][] = [
  ['dwadzieścia pięć', '25'],
  ['sto dwadzieścia trzy złote', '123 zł'],
  ['pięć złotych dwadzieścia groszy', '5,20 zł'],
  ['wpół do ósmej', '7:30'],
  ['kwadrans po siódmej', '7:15'],
  ['za kwadrans ósma', '7:45'],
  ['siódma trzydzieści', '7:30'],
  ['o siódmej', 'o 7:00'],
  ['o godzinie siódmej', 'o 7:00'],
  ['godzina dziewiętnasta', '19:00'],
  ['o siódmej wieczorem', 'o 19:00'],
  ['trzeci maja', '3 maja'],
  ['trzeciego maja dwa tysiące dwudziestego piątego roku', '2025-05-03'],
  ['dwadzieścia procent', '20%'],
  ['półtora miliona', '1 500 000'],
  ['półtorej godziny', '90 minut'],
  ['minus pięć stopni', '-5°'],
  ['pół godziny', '30 minut'],
  ['dziesięć po siódmej', '7:10'],
  ['3 przecinek 5', '3,5'],
  ['dwa i pół', '2,5'],
  ['3. maja', '3 maja'],
]

const different: [string, string][] = [
  ['dwadzieścia pięć', '52'],
  ['wpół do ósmej', '8:30'],
  ['za kwadrans ósma', '8:15'],
  ['siódma rano', '19:00'],
  ['20 złotych', '20 euro'],
  ['3 maja', '3 marca'],
  ['Rezerwacja jest potwierdzona', 'Rezerwacja nie jest potwierdzona'],
  ['środa', 'sobota'],
  ['dostępny', 'niedostępny'],
]

describe('Polish', () => {
  it.each(same)('reads %s as %s', (spoken, written) => {
    expect(isSame(spoken, written)).toBe(true)
  })
  it.each(different)('keeps %s apart from %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })
  it.each(['Rezerwacja nie jest potwierdzona', 'Pokój niedostępny', 'Brak miejsc'])(
    'hears the denial in %s',
    (text) => {
      expect(negationsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each([
    'Nie ma problemu, rezerwacja jest potwierdzona',
    'Żaden problem, gotowe',
    'Rezerwacja jest potwierdzona',
    'W niedzielę u niego',
  ])('hears no denial in %s', (text) => {
    expect(negationsIn(tokenise(text, language))).toEqual([])
  })
  it.each(['Jeśli chcesz, rezerwacja będzie potwierdzona', 'Być może gotowe'])(
    'hears the doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each([
    'Nie ma problemu, rezerwacja jest potwierdzona',
    'Żaden problem, gotowe',
    'Rezerwacja jest potwierdzona',
    'W niedzielę u niego',
  ])('hears no doubt in %s', (text) => {
    expect(conditionsIn(tokenise(text, language))).toEqual([])
  })
  it('knows a question without its mark', () => {
    expect(['Czy rezerwacja jest potwierdzona'].map((text) => isQuestion(text, language))).toEqual([
      true,
    ])
    expect(isQuestion('Rezerwacja jest potwierdzona', language)).toBe(false)
  })
  it('leaves politeness out of the form', () => {
    expect(tokenForm('Dzień dobry, rezerwacja jest potwierdzona. Dziękuję!', language)).toBe(
      tokenForm('Rezerwacja jest potwierdzona', language),
    )
  })
})

import { describe, expect, it } from 'vitest'

import { conditionsIn, isQuestion, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const language = 'cs-CZ'

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
  ['dvacet pět', '25'],
  ['pětadvacet', '25'],
  ['sto dvacet tři korun', '123 Kč'],
  ['pět korun dvacet haléřů', '5,20 Kč'],
  ['půl osmé', '7:30'],
  ['čtvrt na osm', '7:15'],
  ['tři čtvrtě na osm', '7:45'],
  ['sedm třicet', '7:30'],
  ['v sedm hodin', 'v 7:00'],
  ['v sedm hodin večer', 'v 19:00'],
  ['třetího května', '3. května'],
  ['třetího května dva tisíce dvacet pět', '2025-05-03'],
  ['dvacet procent', '20 %'],
  ['dvě stě padesát', '250'],
  ['minus pět stupňů', '-5°'],
  ['půl hodiny', '30 minut'],
  ['tři celé pět', '3,5'],
  ['pět set', '500'],
  ['dva a půl', '2,5'],
  ['za pět minut osm', '7:55'],
  ['hodinu a půl', '90 minut'],
]

const different: [string, string][] = [
  ['dvacet pět', '52'],
  ['půl osmé', '8:30'],
  ['tři čtvrtě na osm', '8:45'],
  ['v sedm ráno', 'v 19:00'],
  ['20 korun', '20 euro'],
  ['3. května', '3. března'],
  ['rezervace je potvrzena', 'rezervace není potvrzena'],
  ['středa', 'sobota'],
  ['červen', 'červenec'],
  ['může', 'nemůže'],
]

describe('Czech', () => {
  it.each(same)('reads %s as %s', (spoken, written) => {
    expect(isSame(spoken, written)).toBe(true)
  })
  it.each(different)('keeps %s apart from %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })
  it.each([
    'Vaše rezervace není potvrzena',
    'Pokoj nemůže být rezervován',
    'Nelze',
    'Nejsou volná místa',
  ])('hears the denial in %s', (text) => {
    expect(negationsIn(tokenise(text, language))).not.toEqual([])
  })
  it.each([
    'Není problém, rezervace je potvrzena',
    'Žádný problém, hotovo',
    'Vaše rezervace je potvrzena',
    'Nejlepší nemocnice v neděli nebo nejdříve dnes',
  ])('hears no denial in %s', (text) => {
    expect(negationsIn(tokenise(text, language))).toEqual([])
  })
  it.each(['Pokud chcete, rezervace bude potvrzena', 'Možná je potvrzena'])(
    'hears the doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each([
    'Není problém, rezervace je potvrzena',
    'Žádný problém, hotovo',
    'Vaše rezervace je potvrzena',
    'Nejlepší nemocnice v neděli nebo nejdříve dnes',
  ])('hears no doubt in %s', (text) => {
    expect(conditionsIn(tokenise(text, language))).toEqual([])
  })
  it('knows a question without its mark', () => {
    expect(['Zda je rezervace potvrzena'].map((text) => isQuestion(text, language))).toEqual([true])
    expect(isQuestion('Vaše rezervace je potvrzena', language)).toBe(false)
  })
  it('leaves politeness out of the form', () => {
    expect(tokenForm('Dobrý den, rezervace je potvrzena. Děkuji!', language)).toBe(
      tokenForm('Rezervace je potvrzena', language),
    )
  })
})

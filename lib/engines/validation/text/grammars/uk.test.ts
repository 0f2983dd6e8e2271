import { describe, expect, it } from 'vitest'

import { conditionsIn, isQuestion, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const language = 'uk-UA'

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
  ['двадцять п’ять', '25'],
  ['сто двадцять три гривні', '123 ₴'],
  ['п’ять гривень двадцять копійок', '5,20 ₴'],
  ['пів на восьму', '7:30'],
  ['чверть на восьму', '7:15'],
  ['за чверть восьма', '7:45'],
  ['сьома тридцять', '7:30'],
  ['о сьомій годині', 'о 7:00'],
  ['о сьомій', 'о 7:00'],
  ['сьома година вечора', '19:00'],
  ['третє травня', '3 травня'],
  ['третього травня дві тисячі двадцять п’ятого року', '2025-05-03'],
  ['двадцять відсотків', '20 %'],
  ['півтора мільйона', '1 500 000'],
  ['мінус п’ять градусів', '-5°'],
  ['десять кілометрів', '10 км'],
  ['дві з половиною тисячі', '2500'],
  ['пів години', '30 хвилин'],
  ['п’ять цілих три десятих', '5,3'],
]

const different: [string, string][] = [
  ['двадцять п’ять', '52'],
  ['пів на восьму', '8:30'],
  ['за чверть восьма', '8:15'],
  ['сьома ранку', '19:00'],
  ['20 гривень', '20 доларів'],
  ['3 травня', '3 червня'],
  ['підтверджено', 'не підтверджено'],
  ['середа', 'субота'],
  ['доступний', 'недоступний'],
]

describe('Ukrainian', () => {
  it.each(same)('reads %s as %s', (spoken, written) => {
    expect(isSame(spoken, written)).toBe(true)
  })
  it.each(different)('keeps %s apart from %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })
  it.each(['Замовлення не підтверджено', 'Немає місць', 'Рейс недоступний'])(
    'hears the denial in %s',
    (text) => {
      expect(negationsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each(['Немає проблем, підтверджено', 'Замовлення підтверджено', 'У неділю'])(
    'hears no denial in %s',
    (text) => {
      expect(negationsIn(tokenise(text, language))).toEqual([])
    },
  )
  it.each(['Якщо хочете, підтвердимо', 'Можливо, підтверджено'])(
    'hears the doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each(['Немає проблем, підтверджено', 'Замовлення підтверджено', 'У неділю'])(
    'hears no doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).toEqual([])
    },
  )
  it('knows a question without its mark', () => {
    expect(['Чи підтверджено замовлення'].map((text) => isQuestion(text, language))).toEqual([true])
    expect(isQuestion('Замовлення підтверджено', language)).toBe(false)
  })
  it('leaves politeness out of the form', () => {
    expect(tokenForm('Добрий день, замовлення підтверджено. Дякую!', language)).toBe(
      tokenForm('Замовлення підтверджено', language),
    )
  })
})

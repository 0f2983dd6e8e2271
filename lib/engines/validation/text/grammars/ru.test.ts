import { describe, expect, it } from 'vitest'

import { conditionsIn, isQuestion, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const language = 'ru-RU'

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
  ['двадцать пять', '25'],
  ['двадцати пяти', '25'],
  ['сто двадцать три рубля', '123 ₽'],
  ['пять рублей двадцать копеек', '5,20 ₽'],
  ['половина восьмого', '7:30'],
  ['без четверти восемь', '7:45'],
  ['семь тридцать', '7:30'],
  ['в семь часов', 'в 7:00'],
  ['семь часов', '7:00'],
  ['семь часов вечера', '19:00'],
  ['полтора часа', '90 минут'],
  ['третье мая', '3 мая'],
  ['третьего мая две тысячи двадцать пятого года', '2025-05-03'],
  ['двадцать процентов', '20 %'],
  ['полтора миллиона', '1 500 000'],
  ['минус пять градусов', '-5°'],
  ['пять минут восьмого', '7:05'],
  ['полвосьмого', '7:30'],
  ['тысяча двести', '1200'],
  ['двадцать пятого декабря', '25 декабря'],
  ['две с половиной тысячи', '2500'],
  ['в восемь вечера', 'в 20:00'],
  ['3 часа 30 минут', '210 минут'],
  ['десять километров', '10 км'],
  ['пять целых три десятых', '5,3'],
  ['пять запятая три', '5,3'],
  ['ещё', 'еще'],
  ['пятый этаж', '5-й этаж'],
]

const different: [string, string][] = [
  ['двадцать пять', '52'],
  ['половина восьмого', '8:30'],
  ['без четверти восемь', '8:15'],
  ['семь утра', '19:00'],
  ['двадцать рублей', '20 $'],
  ['3 мая', '3 марта'],
  ['Заказ подтверждён', 'Заказ не подтверждён'],
  ['полтора часа', '150 минут'],
  ['среда', 'пятница'],
  ['пятый этаж', 'шестой этаж'],
  ['двадцать тысяч', '20'],
  ['доступен', 'недоступен'],
]

describe('Russian', () => {
  it.each(same)('reads %s as %s', (spoken, written) => {
    expect(isSame(spoken, written)).toBe(true)
  })
  it.each(different)('keeps %s apart from %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })
  it.each(['Заказ не подтверждён', 'Рейс недоступен', 'Мест нет', 'Это невозможно'])(
    'hears the denial in %s',
    (text) => {
      expect(negationsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each([
    'Нет проблем, заказ подтверждён',
    'Не волнуйтесь, заказ подтверждён',
    'Заказ подтверждён',
    'В неделю несколько рейсов для него',
  ])('hears no denial in %s', (text) => {
    expect(negationsIn(tokenise(text, language))).toEqual([])
  })
  it.each([
    'Если хотите, заказ будет подтверждён',
    'Может быть, заказ подтверждён',
    'Не удалось подтвердить',
  ])('hears the doubt in %s', (text) => {
    expect(conditionsIn(tokenise(text, language))).not.toEqual([])
  })
  it.each([
    'Нет проблем, заказ подтверждён',
    'Не волнуйтесь, заказ подтверждён',
    'Заказ подтверждён',
    'В неделю несколько рейсов для него',
  ])('hears no doubt in %s', (text) => {
    expect(conditionsIn(tokenise(text, language))).toEqual([])
  })
  it('knows a question without its mark', () => {
    expect(['Подтверждён ли заказ, разве'].map((text) => isQuestion(text, language))).toEqual([
      true,
    ])
    expect(isQuestion('Заказ подтверждён', language)).toBe(false)
  })
  it('leaves politeness out of the form', () => {
    expect(tokenForm('Здравствуйте, заказ подтверждён. Спасибо!', language)).toBe(
      tokenForm('Заказ подтверждён', language),
    )
  })
})

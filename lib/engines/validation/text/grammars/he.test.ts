import { describe, expect, it } from 'vitest'

import { conditionsIn, isQuestion, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const language = 'he-IL'

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
  ['עשרים וחמש', '25'],
  ['עשרים וחמישה שקלים', '25 ₪'],
  ['שבע וחצי', '7:30'],
  ['בשבע וחצי', 'ב-7:30'],
  ['מאה עשרים ושלוש', '123'],
  ['רבע לשמונה', '7:45'],
  ['שבע ורבע', '7:15'],
  ['עשרה אחוזים', '10%'],
  ['שלושה במאי', '3 במאי'],
  ['השלישי במאי', '3 במאי'],
  ['אלפיים עשרים וחמש', '2025'],
  ['שעתיים', '2 שעות'],
  ['שעה וחצי', '90 דקות'],
  ['חצי שעה', '30 דקות'],
  ['שבע בערב', '19:00'],
  ['מינוס חמש מעלות', '-5°'],
  ['אלף מאתיים', '1200'],
  ['שתים עשרה', '12'],
  ['חמישה שקלים ועשרים אגורות', '5.20 ₪'],
  ['שָׁלוֹם', 'שלום'],
  ['ש״ח 20', 'ש"ח 20'],
  ['שלושת אלפים', '3000'],
  ['עשר דקות', '10 דקות'],
  ['בשעה שבע וחצי', 'בשעה 7:30'],
]

const different: [string, string][] = [
  ['עשרים וחמש', '52'],
  ['שבע וחצי', '7:15'],
  ['רבע לשמונה', '8:15'],
  ['שבע בבוקר', '19:00'],
  ['עשרים שקל', '$20'],
  ['3 במאי', '3 ביוני'],
  ['ההזמנה אושרה', 'ההזמנה לא אושרה'],
  ['שעתיים', 'שעה'],
  ['יום שני', 'יום שלישי'],
  ['עשרה אחוזים', '10'],
  ['שש עשרה', '60'],
]

describe('Hebrew', () => {
  it.each(same)('reads %s as %s', (spoken, written) => {
    expect(isSame(spoken, written)).toBe(true)
  })
  it.each(different)('keeps %s apart from %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })
  it.each(['ההזמנה לא אושרה', 'אין מקום', 'ההזמנה שלא אושרה', 'החדר אינו פנוי'])(
    'hears the denial in %s',
    (text) => {
      expect(negationsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each(['אין בעיה, ההזמנה אושרה', 'אל דאגה, ההזמנה אושרה', 'ההזמנה אושרה'])(
    'hears no denial in %s',
    (text) => {
      expect(negationsIn(tokenise(text, language))).toEqual([])
    },
  )
  it.each(['אם תרצה ההזמנה תאושר', 'אולי ההזמנה אושרה', 'האישור נכשל'])(
    'hears the doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each(['אין בעיה, ההזמנה אושרה', 'אל דאגה, ההזמנה אושרה', 'ההזמנה אושרה'])(
    'hears no doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).toEqual([])
    },
  )
  it('knows a question without its mark', () => {
    expect(['האם ההזמנה אושרה'].map((text) => isQuestion(text, language))).toEqual([true])
    expect(isQuestion('ההזמנה אושרה', language)).toBe(false)
  })
  it('leaves politeness out of the form', () => {
    expect(tokenForm('שלום, ההזמנה אושרה. תודה רבה!', language)).toBe(
      tokenForm('ההזמנה אושרה', language),
    )
  })
})

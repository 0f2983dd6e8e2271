import {
  cardinalReader,
  numberParts,
  ordinalReader,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { endings, formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { withSpokenFractions } from '#lib/engines/validation/text/grammars/slavic-fractions.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** A Latin i in a Cyrillic word is the Ukrainian letter that looks like it. */
export const foldUkrainian = (word: string): string =>
  /[а-яґєії]/u.test(word) ? word.replaceAll('i', 'і') : word

const adjective = 'ий а у е ого ому им ої ій ою і их'
const soft = 'ій я ю є ього ьому їм ьої ьою і іх'
const list = (rows: readonly (readonly [number, string, string?])[]) =>
  rows
    .map(([value, stems, ending]) => `${endings(stems, ending ?? adjective).join(',')}=${value}`)
    .join(' ')

const teens: readonly (readonly [number, string])[] = words(
  "одинадцят дванадцят тринадцят чотирнадцят п'ятнадцят шістнадцят сімнадцят вісімнадцят дев'ятнадцят",
).map((stem, index) => [index + 11, stem])

const table = numberParts(
  {
    Z: 'нуль,нуля=0',
    U: `один,одна,одне,одного,одної,однієї,одному,одній,одну=1 два,дві,двох,двом=2 три,трьох,трьом=3 чотири,чотирьох,чотирьом=4
      п'ять,п'яти,п'ятьох=5 шість,шести,шістьох=6 сім,семи,сімох=7 вісім,восьми,вісьмох=8 дев'ять,дев'яти=9`,
    T: `десять,десяти=10 ${teens.map(([value, stem]) => `${stem}ь,${stem}и=${value}`).join(' ')}`,
    D: `двадцять,двадцяти=20 тридцять,тридцяти=30 сорок,сорока=40 п'ятдесят,п'ятдесяти=50 шістдесят,шістдесяти=60 сімдесят,сімдесяти=70
      вісімдесят,вісімдесяти=80 дев'яносто,дев'яноста=90`,
    H: `сто,ста=100 двісті,двохсот=200 триста,трьохсот=300 чотириста,чотирьохсот=400 п'ятсот,п'ятисот=500 шістсот,шестисот=600
      сімсот,семисот=700 вісімсот,восьмисот=800 дев'ятсот,дев'ятисот=900`,
    S: `тисяча,тисячі,тисяч,тисячу,тис=1000 мільйон,мільйона,мільйони,мільйонів,млн=1000000 мільярд,мільярда,мільярди,мільярдів,млрд=1000000000`,
    Q: 'півтора,півтори=1.5',
  },
  {
    ordinals: {
      U: list([
        [1, 'перш'],
        [2, 'друг'],
        [3, 'трет', soft],
        [4, 'четверт'],
        [5, "п'ят"],
        [6, 'шост'],
        [7, 'сьом'],
        [8, 'восьм'],
        [9, "дев'ят"],
      ]),
      T: list([[10, 'десят'], ...teens]),
      D: list([
        [20, 'двадцят'],
        [30, 'тридцят'],
        [40, 'сороков'],
        [50, "п'ятдесят"],
      ]),
      H: list([[100, 'сот']]),
      S: list([[1000, 'тисячн']]),
      V: list([[2000, 'двотисячн']]),
    },
  },
)

const system: NumberSystem = {
  parts: (word) => table.get(word) ?? null,
  group: /^(?:(?:H?(?:T|D?U?))|Z|Q)S?$/u,
}

export const scales = formsOf([
  ['12', 'дюжина дюжини дюжин дюжину'],
  ['1000', 'тисяча тисячі тисяч тисячу тис'],
  ['1000000', 'мільйон мільйона мільйони мільйонів млн'],
  ['1000000000', 'мільярд мільярда мільярди мільярдів млрд'],
] as const)

export const cardinal = withSpokenFractions(cardinalReader(system), {
  wholes: new Set(words('ціла цілих цілі цілу')),
  denominators: formsOf([
    [10, 'десята десятих десяті десяту'],
    [100, 'сота сотих соті соту'],
    [1000, 'тисячна тисячних тисячні'],
  ] as const),
  half: ['з', 'половиною'],
  scales,
})
export const ordinal = ordinalReader(system)

const hourEnding = /(?:а|я|у|ю|ої|ьої|ій)$/u
/** Ordinals in the feminine, as hours are told. */
export const hours: Reader<{ value: string }> = (lexemes, at) => {
  const found = ordinal(lexemes, at)
  const last = found && lexemes[found.end - 1]
  return found && last && hourEnding.test(last.text) && Number(found.value) <= 24 ? found : null
}

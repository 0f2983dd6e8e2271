import {
  numberParts,
  ordinalReader,
  cardinalReader,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { endings, formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { withSpokenFractions } from '#lib/engines/validation/text/grammars/slavic-fractions.ts'

export const foldRussian = (word: string): string => word.replaceAll('ё', 'е')

const five = 'ь и ью'
const adjective = 'ый ая ое ые ого ой ому ую ым ом ых ыми'
const stressed = 'ой ая ое ые ого ому ую ым ом ых ыми'
const soft = 'ий ья ье ьи ьего ьей ьему ью ьим ьем ьих ьими'
const entry = (value: number, forms: readonly string[]) => `${forms.join(',')}=${value}`
const list = (rows: readonly (readonly [number, string, string])[]) =>
  rows.map(([value, stems, ending]) => entry(value, endings(stems, ending))).join(' ')

const teens =
  'одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат'.split(
    ' ',
  )
const tens: readonly (readonly [number, string])[] = [
  [20, 'двадцат'],
  [30, 'тридцат'],
  [50, 'пятьдесят'],
  [60, 'шестьдесят'],
  [70, 'семьдесят'],
  [80, 'восемьдесят'],
]
const obliqueTens = tens
  .slice(2)
  .map(([value, stem]) => [value, stem.replace('ьдесят', 'идесят')] as const)

const table = numberParts(
  {
    Z: 'ноль,нуль,ноля,нуля=0',
    U: `один,одна,одно,одного,одной,одному,одну,одним,одном=1 два,две,двух,двум,двумя=2 три,трех,трем,тремя=3 четыре,четырех,четырем,четырьмя=4
      ${list([
        [5, 'пят', five],
        [6, 'шест', five],
        [7, 'сем', five],
        [9, 'девят', five],
      ])} восемь,восьми,восемью,восьмью=8`,
    T: `десять,десяти,десятью=10 ${teens.map((stem, index) => entry(index + 11, endings(stem, five))).join(' ')}`,
    D: `двадцать,двадцати,двадцатью=20 тридцать,тридцати,тридцатью=30 сорок,сорока=40 ${tens
      .slice(2)
      .map(([value, stem]) =>
        entry(value, [
          stem,
          `${stem.replace('ьдесят', 'идесят')}и`,
          `${stem.replace('ьдесят', 'ьюдесят')}ью`,
        ]),
      )
      .join(' ')} девяносто,девяноста=90`,
    H: `сто,ста=100 двести,двухсот,двумстам=200 триста,трехсот,тремстам=300 четыреста,четырехсот,четыремстам=400 пятьсот,пятисот,пятистам=500
      шестьсот,шестисот,шестистам=600 семьсот,семисот,семистам=700 восемьсот,восьмисот,восьмистам=800 девятьсот,девятисот,девятистам=900 полтораста=150`,
    S: `тысяча,тысячи,тысяч,тысячу,тысячей,тысячам,тысячах,тыс=1000 миллион,миллиона,миллионов,миллиону,миллионам,млн=1000000
      миллиард,миллиарда,миллиардов,млрд=1000000000 триллион,триллиона,триллионов,трлн=1000000000000`,
    Q: 'полтора,полторы,полутора=1.5',
  },
  {
    ordinals: {
      U: `${list([
        [1, 'перв', adjective],
        [2, 'втор', stressed],
        [3, 'трет', soft],
        [4, 'четверт', adjective],
        [5, 'пят', adjective],
        [6, 'шест', stressed],
        [7, 'седьм', stressed],
        [8, 'восьм', stressed],
        [9, 'девят', adjective],
      ])}`,
      T: `${list([[10, 'десят', adjective]])} ${teens.map((stem, index) => entry(index + 11, endings(stem, adjective))).join(' ')}`,
      D: `${[...tens.slice(0, 2), ...obliqueTens].map(([value, stem]) => entry(value, endings(stem, adjective))).join(' ')} ${list(
        [
          [40, 'сороков', stressed],
          [90, 'девяност', adjective],
        ],
      )}`,
      H: list([[100, 'сот', adjective]]),
      S: list([[1000, 'тысячн', adjective]]),
      V: list([[2000, 'двухтысячн', adjective]]),
    },
  },
)

const system: NumberSystem = {
  parts: (word) => table.get(foldRussian(word)) ?? null,
  group: /^(?:(?:H?(?:T|D?U?))|Z|Q)S?$/u,
}

export const scales = formsOf([
  ['12', 'дюжина дюжины дюжин дюжину'],
  ['1000', 'тысяча тысячи тысяч тысячу тыс'],
  ['1000000', 'миллион миллиона миллионов млн'],
  ['1000000000', 'миллиард миллиарда миллиардов млрд'],
  ['1000000000000', 'триллион триллиона триллионов трлн'],
] as const)

export const cardinal = withSpokenFractions(cardinalReader(system), {
  wholes: new Set(words('целая целых целые целую')),
  denominators: formsOf([
    [10, 'десятая десятых десятые десятую'],
    [100, 'сотая сотых сотые сотую'],
    [1000, 'тысячная тысячных тысячные тысячную'],
  ] as const),
  half: ['с', 'половиной'],
  scales,
})
export const ordinal = ordinalReader(system)

/** Hours as `половина` and minutes take them: `восьмого`. */
export const hourStems: readonly (readonly [number, string])[] = [
  [1, 'первого'],
  [2, 'второго'],
  [3, 'третьего'],
  [4, 'четвертого'],
  [5, 'пятого'],
  [6, 'шестого'],
  [7, 'седьмого'],
  [8, 'восьмого'],
  [9, 'девятого'],
  [10, 'десятого'],
  [11, 'одиннадцатого'],
  [12, 'двенадцатого'],
]

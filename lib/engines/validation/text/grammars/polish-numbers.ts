import {
  cardinalReader,
  numberParts,
  ordinalReader,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { endings, formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'

const hard = 'y a e ego emu ej ą ym ych'
const soft = 'i ia ie iego iemu iej ią im ich'
const list = (rows: readonly (readonly [number, string, string?])[]) =>
  rows
    .map(([value, stems, ending]) => `${endings(stems, ending ?? hard).join(',')}=${value}`)
    .join(' ')

// eleven to nineteen before `-ście` and, where it differs, before `-sty`
const teens = words('jedena dwana trzyna czterna piętna szesna siedemna osiemna dziewiętna')
const tens: readonly (readonly [number, string])[] = [
  [50, 'pięćdziesią'],
  [60, 'sześćdziesią'],
  [70, 'siedemdziesią'],
  [80, 'osiemdziesią'],
  [90, 'dziewięćdziesią'],
]

const table = numberParts(
  {
    Z: 'zero,zera=0',
    U: `jeden,jedna,jedno,jednego,jednej,jednemu,jedną,jednym=1 dwa,dwie,dwóch,dwu,dwoma,dwaj,dwóm=2 trzy,trzech,trzej,trzem=3 cztery,czterech,czterej,czterem=4
      pięć,pięciu=5 sześć,sześciu=6 siedem,siedmiu=7 osiem,ośmiu=8 dziewięć,dziewięciu=9`,
    T: `dziesięć,dziesięciu=10 ${teens.map((stem, index) => `${stem}ście,${stem.replace('dwa', 'dwu')}stu=${index + 11}`).join(' ')}`,
    D: `dwadzieścia,dwudziestu=20 trzydzieści,trzydziestu=30 czterdzieści,czterdziestu=40 ${tens
      .map(([value, stem]) => `${stem.slice(0, -1)}ąt,${stem.slice(0, -1)}ęciu=${value}`)
      .join(' ')}`,
    H: `sto,stu=100 dwieście,dwustu=200 trzysta,trzystu=300 czterysta,czterystu=400 pięćset,pięciuset=500 sześćset,sześciuset=600
      siedemset,siedmiuset=700 osiemset,ośmiuset=800 dziewięćset,dziewięciuset=900`,
    S: `tysiąc,tysiące,tysięcy,tysiąca,tys=1000 milion,miliony,milionów,miliona,mln=1000000 miliard,miliardy,miliardów,miliarda,mld=1000000000`,
    Q: 'półtora,półtorej=1.5',
  },
  {
    ordinals: {
      U: list([
        [1, 'pierwsz'],
        [2, 'drug', 'i a ie iego iemu iej ą im ich'],
        [3, 'trzec', soft],
        [4, 'czwart'],
        [5, 'piąt'],
        [6, 'szóst'],
        [7, 'siódm'],
        [8, 'ósm'],
        [9, 'dziewiąt'],
      ]),
      T: list([
        [10, 'dziesiąt'],
        ...teens.map((stem, index) => [index + 11, `${stem.replace('dwa', 'dwu')}st`] as const),
      ]),
      D: list([
        [20, 'dwudziest'],
        [30, 'trzydziest'],
        [40, 'czterdziest'],
        [50, 'pięćdziesiąt'],
        [60, 'sześćdziesiąt'],
        [70, 'siedemdziesiąt'],
        [80, 'osiemdziesiąt'],
        [90, 'dziewięćdziesiąt'],
      ]),
      H: list([[100, 'setn']]),
      S: list([[1000, 'tysięczn']]),
      V: list([[2000, 'dwutysięczn']]),
    },
  },
)

const system: NumberSystem = {
  parts: (word) => table.get(word) ?? null,
  group: /^(?:(?:H?(?:T|D?U?))|Z|Q)S?$/u,
}

export const scales = formsOf([
  ['12', 'tuzin tuziny tuzinów'],
  ['1000', 'tysiąc tysiące tysięcy tysiąca tys'],
  ['1000000', 'milion miliony milionów miliona mln'],
  ['1000000000', 'miliard miliardy miliardów miliarda mld'],
] as const)

export const cardinal = cardinalReader(system)
export const ordinal = ordinalReader(system)

/** Ordinals in the feminine, as hours are told. */
export const hours: Reader<{ value: string }> = (lexemes, at) => {
  const found = ordinal(lexemes, at)
  const last = found && lexemes[found.end - 1]
  return found && last && /(?:a|ej|ą)$/u.test(last.text) && Number(found.value) <= 24 ? found : null
}

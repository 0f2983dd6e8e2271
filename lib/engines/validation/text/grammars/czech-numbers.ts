import {
  cardinalReader,
  numberParts,
  ordinalReader,
  type NumberPart,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { endings, formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'

const hard = 'ý á é ého ému ou ým ém'
const list = (rows: readonly (readonly [number, string, string?])[]) =>
  rows
    .map(([value, stems, ending]) => `${endings(stems, ending ?? hard).join(',')}=${value}`)
    .join(' ')

const teens = words('jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct')
const tens: readonly (readonly [number, string, string])[] = [
  [20, 'dvacet', 'dvacát'],
  [30, 'třicet', 'třicát'],
  [40, 'čtyřicet', 'čtyřicát'],
  [50, 'padesát', 'padesát'],
  [60, 'šedesát', 'šedesát'],
  [70, 'sedmdesát', 'sedmdesát'],
  [80, 'osmdesát', 'osmdesát'],
  [90, 'devadesát', 'devadesát'],
]
const joined = words('jeden dva tři čtyři pět šest sedm osm devět')

const table = new Map<string, readonly NumberPart[]>(
  numberParts(
    {
      Z: 'nula,nuly,nul=0',
      U: `jeden,jedna,jedno,jednoho,jedné,jednu=1 dva,dvě,dvou,dvěma=2 tři,tří,třech,třem=3 čtyři,čtyř,čtyřech=4 pět,pěti=5 šest,šesti=6 sedm,sedmi=7 osm,osmi=8 devět,devíti=9`,
      T: `deset,deseti=10 ${teens.map((word, index) => `${word},${word}i=${index + 11}`).join(' ')}`,
      D: tens.map(([value, word]) => `${word},${word}i=${value}`).join(' '),
      // `pětadvacet`: the unit first, in one word
      X: tens
        .flatMap(([value, word]) =>
          joined.map((unit, index) => `${unit}a${word}=${value + index + 1}`),
        )
        .join(' '),
      C: 'sto=100',
      M: 'set,sta,stě=100',
      H: 'dvěstě=200 třista=300 čtyřista=400 pětset=500 šestset=600 sedmset=700 osmset=800 devětset=900',
      S: 'tisíc,tisíce,tisíci,tis=1000 milion,miliony,milionů,milión,milióny,miliónů,mil=1000000 miliarda,miliardy,miliard,miliardu=1000000000',
      Q: 'půldruhého=1.5',
    },
    {
      ordinals: {
        U: list([
          [1, 'první', '- ho mu m'],
          [1, 'prv'],
          [2, 'druh'],
          [3, 'třetí', '- ho mu m'],
          [4, 'čtvrt'],
          [5, 'pát'],
          [6, 'šest'],
          [7, 'sedm'],
          [8, 'osm'],
          [9, 'devát'],
        ]),
        T: list([[10, 'desát'], ...teens.map((word, index) => [index + 11, word] as const)]),
        D: list(tens.map(([value, , stem]) => [value, stem] as const)),
      },
    },
  ),
)

const system: NumberSystem = {
  parts: (word) => table.get(word) ?? null,
  group: /^(?:(?:C|H|UM)?(?:T|X|D?U?)|Z|Q)S?$/u,
}

// `dvě stě`, `tři sta`, `pět set`
for (const [word, [part]] of table)
  if (part?.shape === 'M') table.set(word, [{ ...part, times: true }])

export const scales = formsOf([
  ['12', 'tucet tucty tuctů'],
  ['1000', 'tisíc tisíce tisíci tis'],
  ['1000000', 'milion miliony milionů milión milióny miliónů'],
  ['1000000000', 'miliarda miliardy miliard miliardu'],
] as const)

export const cardinal = cardinalReader(system)
export const ordinal = ordinalReader(system)

/** Ordinals in the genitive feminine, as `půl` and `po` take them. */
export const hours: Reader<{ value: string }> = (lexemes, at) => {
  const found = ordinal(lexemes, at)
  const last = found && lexemes[found.end - 1]
  return found && last && /(?:é|í)$/u.test(last.text) && Number(found.value) <= 24 ? found : null
}

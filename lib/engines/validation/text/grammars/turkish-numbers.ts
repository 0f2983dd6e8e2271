import {
  cardinalReader,
  joinedParts,
  numberParts,
  ordinalReader,
  type NumberPart,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'

const rows = {
  Z: 'sıfır=0',
  U: 'bir=1 iki=2 üç=3 dört=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9',
  D: 'on=10 yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 yetmiş=70 seksen=80 doksan=90',
  C: 'yüz=100',
  S: 'bin=1000 milyon=1000000 milyar=1000000000 trilyon=1000000000000',
  B: 'buçuk=0.5',
}
const group = /^(?=[^B])(?:(?:U?C)?D?U?B?|Z)S?$/u

function system(ordinals: Record<string, string>): NumberSystem {
  const table = numberParts(rows, { ordinals, articles: 'bir' })
  const known = new Map<string, readonly NumberPart[] | null>()
  return {
    parts(word) {
      const found = known.get(word)
      if (found !== undefined) return found
      const parts = joinedParts(table, word)
      if (known.size > 2_000) known.clear()
      known.set(word, parts)
      return parts
    },
    group,
  }
}

const ordinals = system({
  U: 'birinci=1 ikinci=2 üçüncü=3 dördüncü=4 beşinci=5 altıncı=6 yedinci=7 sekizinci=8 dokuzuncu=9',
  D: 'onuncu=10 yirminci=20 otuzuncu=30 kırkıncı=40 ellinci=50 altmışıncı=60 yetmişinci=70 sekseninci=80 doksanıncı=90',
  C: 'yüzüncü=100',
  S: 'bininci=1000',
})
/** Hours in the cases that the clock is told in: `yedide` at seven, `yediyi` past, `yediye` to seven. */
export const locative = system({
  U: 'birde=1 ikide=2 üçte=3 dörtte=4 beşte=5 altıda=6 yedide=7 sekizde=8 dokuzda=9',
  D: 'onda=10 yirmide=20',
  B: 'buçukta=0.5',
})
export const accusative = system({
  U: 'biri=1 ikiyi=2 üçü=3 dördü=4 beşi=5 altıyı=6 yediyi=7 sekizi=8 dokuzu=9',
  D: 'onu=10',
})
export const dative = system({
  U: 'bire=1 ikiye=2 üçe=3 dörde=4 beşe=5 altıya=6 yediye=7 sekize=8 dokuza=9',
  D: 'ona=10',
})

export const cardinal = cardinalReader(ordinals)
const readOrdinal = ordinalReader(ordinals)

export const ordinal: Reader<{ value: string }> = (lexemes, at) => {
  const word = readOrdinal(lexemes, at)
  if (word !== null) return word
  const digits = lexemes[at]
  if (digits?.kind !== 'digits' || digits.text.length > 3) return null
  const mark = lexemes[at + 1]?.text === "'" ? 1 : 0
  const ending = lexemes[at + 1 + mark]
  return ending?.glued === true && /^[ıiuü]?nc[ıiuü]$/u.test(ending.text)
    ? { value: String(Number(digits.text)), end: at + 2 + mark }
    : null
}

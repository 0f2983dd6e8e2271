import {
  belowThousandOf,
  noWords,
  numberTable,
  plainToo,
  romanceCardinal,
} from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { romanceOrdinal } from '#lib/engines/validation/text/grammars/romance-ordinal.ts'
import { wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const small =
  'uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove'.split(
    ' ',
  )
const tens = 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta'.split(' ')

/** Spellings of 1 to 99 as one word: `ventuno`, `ventun`, `ventotto`, `ventitré`. */
function belowHundredWords(): Map<string, number> {
  const words = new Map<string, number>()
  small.forEach((word, index) => words.set(word, index + 1))
  words.set('un', 1).set('una', 1).set("un'", 1).set('tré', 3)
  tens.forEach((ten, index) => {
    const value = (index + 2) * 10
    words.set(ten, value)
    small.slice(0, 9).forEach((unit, place) => {
      const vowel = /^[uo]/.test(unit)
      words.set((vowel ? ten.slice(0, -1) : ten) + unit, value + place + 1)
    })
    words.set(`${ten.slice(0, -1)}un`, value + 1).set(`${ten.slice(0, -1)}una`, value + 1)
    words.set(`${ten}tré`, value + 3)
  })
  return words
}

const low = belowHundredWords()

/** Hundreds as one word, alone and with the rest: `duecentoventi`, `centotto`, `centootto`. */
function hundredWords(): Map<string, number> {
  const words = new Map<string, number>()
  const rests = [...low].filter(([word]) => word !== 'una' && word !== "un'")
  for (let hundred = 1; hundred < 10; hundred += 1) {
    const head = `${hundred === 1 ? '' : small[hundred - 1]}cento`
    words.set(head, hundred * 100)
    for (const [rest, value] of rests) {
      words.set(head + rest, hundred * 100 + value)
      if (/^[ou]/.test(rest)) words.set(head.slice(0, -1) + rest, hundred * 100 + value)
    }
  }
  return words
}

const hundreds = hundredWords()

/** 1000 and more in one word: `mille`, `duemila`, `millenovecentonovantanove`. */
function wholeWord(word: string): number | null {
  const cut = /^(.*?)(mila|mille)(.*)$/.exec(word)
  if (cut === null) return null
  const [, head = '', scale, tail = ''] = cut
  const times = head === '' ? (scale === 'mille' ? 1 : null) : (low.get(head) ?? hundreds.get(head))
  const rest = tail === '' ? 0 : (low.get(tail) ?? hundreds.get(tail))
  if (times === null || times === undefined || rest === undefined) return null
  return (head === '' ? 1 : times) * 1000 + rest
}

/** Italian cardinals, as one word or cut by speech recognition. */
export const italianCardinal = romanceCardinal({
  belowThousand: belowThousandOf({
    ones: low,
    tens: numberTable(tens.join(' '), 20, 10),
    tensJoin: noWords,
    joinNeeded: false,
    hundreds,
    exactHundred: noWords,
    timesHundred: wordSet('cento'),
    hundredJoin: noWords,
  }),
  thousand: wordSet('mila'),
  millions: plainToo([
    ['milione', 1e6],
    ['milioni', 1e6],
    ['miliardo', 1e9],
    ['miliardi', 1e9],
  ]),
  zero: wordSet('zero'),
  groupJoin: wordSet('e'),
  halfJoin: wordSet('e'),
  half: wordSet('mezzo'),
  articles: wordSet("un una uno un'"),
  counted: wordSet('numero binario interno camera tasto zero il'),
  counting: wordSet('virgola'),
  wholeWord,
})

/** `ventesimo` -> `venti`: the cardinal that lost its last vowel. */
function cardinalOf(word: string): string | null {
  const stem = /^(.{4,})esim[oaie]$/.exec(word)?.[1]
  if (stem === undefined) return null
  const all = [stem, `${stem}i`, `${stem}a`, `${stem}o`, `${stem}e`, `${stem}uno`]
  return all.find((form) => low.has(form) || hundreds.has(form) || wholeWord(form) !== null) ?? null
}

export const italianOrdinal = romanceOrdinal({
  words: numberTable(
    'primo,prima,primi,prime secondo,seconda terzo,terza quarto,quarta quinto,quinta sesto,sesta settimo,settima ' +
      'ottavo,ottava nono,nona decimo,decima',
    1,
  ),
  tens: new Map(),
  suffixes: wordSet('o'),
  doubtfulSuffixes: wordSet('a °'),
  // `prima` is before, `secondo` according to and a second, `quarto` a quarter
  doubtful: wordSet('prima prime secondo seconda quarto'),
  nouns: wordSet(
    'piano porta via strada volta fila parte classe settimana grado capitolo livello mese anno giorno posto tentativo ' +
      'opzione linea tavolo tappa messaggio ordine turno uscita corsia scelta camera',
  ),
  cardinalOf,
  joins: noWords,
  cardinal: italianCardinal,
})

import { joinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import { counted, foldedBy } from '#lib/engines/validation/text/grammars/word-tables.ts'

/** ä and ö are letters of their own in Finnish; only the marks of borrowed words fall. */
export const finnishFold = foldedBy({ š: 's', ž: 'z', é: 'e', è: 'e', å: 'o', ü: 'y' })

/** Nominative and spoken short forms, genitive and partitive of 1 to 9. */
const cases = [
  'yksi|yks,kaksi|kaks,kolme,neljä,viisi|viis,kuusi|kuus,seitsemän,kahdeksan,yhdeksän',
  'yhden,kahden,kolmen,neljän,viiden,kuuden,seitsemän,kahdeksan,yhdeksän',
  'yhtä,kahta,kolmea,neljää,viittä,kuutta,seitsemää,kahdeksaa,yhdeksää',
]
const ten = ['kymmentä', 'kymmenen', 'kymmentä']

function upTo99(): Map<string, number> {
  const small = new Map([
    ['nolla', 0],
    ['kymmenen', 10],
    ['kymmentä', 10],
  ])
  cases.forEach((list, index) => {
    const ones = counted(list, 1)
    for (const [word, value] of ones) {
      small.set(word, value)
      small.set(`${word}toista`, 10 + value)
      if (value < 2) continue
      const tens = word + (ten[index] ?? '')
      small.set(tens, value * 10)
      for (const [one, unit] of ones) small.set(tens + one, value * 10 + unit)
    }
  })
  return small
}

export const finnishCardinals = joinedCardinals({
  fold: finnishFold,
  small: upTo99(),
  hundred: ['sataa', 'sata', 'sadan'],
  thousand: ['tuhatta', 'tuhat', 'tuhannen'],
  scales: [
    ['miljardia', 1e9],
    ['miljardin', 1e9],
    ['miljardi', 1e9],
    ['miljoonaa', 1e6],
    ['miljoonan', 1e6],
    ['miljoona', 1e6],
  ],
  join: 'ja',
  articles: new Set<string>(),
  odd: new Map([
    ['puolitoista', '1.5'],
    ['puolentoista', '1.5'],
    ['puoltatoista', '1.5'],
  ]),
})

type Forms = { nominative: string[]; essive: string[]; stems: string[] }

const first: Forms = {
  nominative: 'ensimmäinen toinen kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs'.split(
    ' ',
  ),
  essive:
    'ensimmäisenä toisena kolmantena neljäntenä viidentenä kuudentena seitsemäntenä kahdeksantena yhdeksäntenä'.split(
      ' ',
    ),
  stems:
    'ensimmäise toise kolmanne neljänne viidenne kuudenne seitsemänne kahdeksanne yhdeksänne'.split(
      ' ',
    ),
}
/** Inside larger numbers the first two are of their own form: `yhdestoista`, `kahdeskymmenes`. */
const inner: Forms = {
  ...first,
  nominative: ['yhdes', 'kahdes', ...first.nominative.slice(2)],
  essive: ['yhdentenä', 'kahdentena', ...first.essive.slice(2)],
}

/** 1 to 39 in the cases that dates and floors are said in. */
export function finnishOrdinals(): Map<string, number> {
  const words = new Map<string, number>([
    ['kymmenes', 10],
    ['kymmenentenä', 10],
  ])
  for (const ending of ['n', 'ssä', 'ssa', 'llä', 'lla', 'lle', 'stä', 'sta']) {
    first.stems.forEach((stem, index) => words.set(stem + ending, index + 1))
    words.set(`kymmenenne${ending}`, 10)
  }
  for (const form of ['nominative', 'essive'] as const) {
    const tenth = form === 'nominative' ? 'kymmenes' : 'kymmenentenä'
    const ones = first[form]
    inner[form].forEach((word, index) => {
      words.set(`${word}toista`, 11 + index)
      words.set(ones[index] ?? word, index + 1)
      if (index < 1 || index > 2) return
      words.set(word + tenth, (index + 1) * 10)
      for (const list of [ones, inner[form]])
        list.forEach((one, unit) => words.set(word + tenth + one, (index + 1) * 10 + unit + 1))
    })
  }
  return words
}

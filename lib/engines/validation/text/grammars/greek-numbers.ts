import {
  cardinalReader,
  numberParts,
  ordinalReader,
  type NumberPart,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { endings } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** A final sigma is a sigma. */
export const foldGreek = (word: string): string => word.replaceAll('ς', 'σ')

/** Without accents too: capitals are written without them. Only for words that an accent does not change. */
export const bareGreek = (word: string): string =>
  foldGreek(
    word
      .normalize('NFD')
      .replace(/[\u0300\u0301\u0308]/gu, '')
      .normalize('NFC'),
  )

const adjective = 'ος η ο ου ης ον οι ες α ων ους'
const list = (rows: readonly (readonly [number, string])[]) =>
  rows.map(([value, stems]) => `${endings(stems, adjective).join(',')}=${value}`).join(' ')
const hundreds = (rows: readonly (readonly [number, string])[]) =>
  rows
    .map(([value, stems]) => `${endings(stems, 'ια ιοι ιες ιων ιους').join(',')}=${value}`)
    .join(' ')

const table = new Map<string, readonly NumberPart[]>()
const written = numberParts(
  {
    Z: 'μηδέν=0',
    U: `ένα,ένας,έναν,ένος,ενός,μία,μια,μιας,μίας=1 δύο,δυο=2 τρία,τρεις,τρείς,τριών=3 τέσσερα,τέσσερις,τέσσερεις,τεσσάρων=4 πέντε=5 έξι=6
      επτά,εφτά=7 οκτώ,οχτώ=8 εννέα,εννιά=9`,
    T: `δέκα=10 έντεκα,ένδεκα=11 δώδεκα=12 δεκατρία,δεκατρείς,δεκατρεις=13 δεκατέσσερα,δεκατέσσερις=14 δεκαπέντε=15 δεκαέξι,δεκάξι=16
      δεκαεπτά,δεκαεφτά=17 δεκαοκτώ,δεκαοχτώ=18 δεκαεννέα,δεκαεννιά=19`,
    D: 'είκοσι=20 τριάντα=30 σαράντα=40 πενήντα=50 εξήντα=60 εβδομήντα=70 ογδόντα=80 ενενήντα=90',
    H: `εκατό,εκατόν=100 ${hundreds([
      [200, 'διακόσ'],
      [300, 'τριακόσ'],
      [400, 'τετρακόσ'],
      [500, 'πεντακόσ'],
      [600, 'εξακόσ'],
      [700, 'επτακόσ εφτακόσ'],
      [800, 'οκτακόσ οχτακόσ'],
      [900, 'εννιακόσ εννεακόσ'],
    ])}`,
    S: `χιλιάδες,χιλιάδων,χίλια,χίλιοι,χίλιες,χιλίων=1000 εκατομμύριο,εκατομμύρια,εκατομμυρίου,εκατομμυρίων,εκ=1000000 δισεκατομμύριο,δισεκατομμύρια,δισεκατομμυρίων,δισ=1000000000`,
    Q: `ενάμιση,ενάμισι,ενάμισης,μιάμιση,μιάμισι=1.5 δυόμισι,δυόμιση,δυομισι=2.5 τρεισήμισι,τριάμισι,τρεισίμισι=3.5 τεσσεράμισι,τεσσερισήμισι=4.5
      πεντέμισι,πεντέμιση=5.5 εξίμισι,εξήμισι,εξίμιση=6.5 επτάμισι,εφτάμισι,επτάμιση,εφτάμιση=7.5 οκτώμισι,οχτώμισι,οκτώμιση=8.5 εννιάμισι,εννιάμιση=9.5
      δεκάμισι,δεκάμιση=10.5 εντεκάμισι,εντεκάμιση=11.5 δωδεκάμισι,δωδεκάμιση=12.5`,
  },
  {
    ordinals: {
      U: list([
        [1, 'πρώτ'],
        [4, 'τέταρτ'],
        [6, 'έκτ'],
        [7, 'έβδομ'],
        [8, 'όγδο'],
        [9, 'ένατ'],
      ]).concat(
        ' δεύτερος,δεύτερη,δεύτερο,δεύτερου,δεύτερης,δευτέρου=2 τρίτος,τρίτο,τρίτου,τρίτης=3 πέμπτος,πέμπτο,πέμπτου=5',
      ),
      T: list([
        [11, 'ενδέκατ'],
        [12, 'δωδέκατ'],
      ]),
      // `δέκατος τρίτος`
      D: list([
        [10, 'δέκατ'],
        [20, 'εικοστ'],
        [30, 'τριακοστ'],
      ]),
    },
    articles: 'ένα ένας έναν μία μια μιας',
  },
)
for (const [word, parts] of written) table.set(bareGreek(word), parts)

const system: NumberSystem = {
  parts: (word) => joined(bareGreek(word)),
  group: /^(?:(?:H?(?:T|D?U?))|Z|Q)S?$/u,
}

/** `εικοσιπέντε` in one word. */
function joined(word: string): readonly NumberPart[] | null {
  const whole = table.get(word)
  if (whole !== undefined) return whole
  if (!word.startsWith('εικοσι')) return null
  const unit = table.get(word.slice(6))
  const ten = table.get('εικοσι')
  return unit?.[0]?.shape === 'U' && ten !== undefined ? [...ten, ...unit] : null
}

export const cardinal = cardinalReader(system)
const words = ordinalReader(system)
const suffix = /^(?:ος|η|ο|ησ|οσ|ου|ης|α)$/u

/** `πέμπτος`, `5ος`, `3η`. */
export const ordinal: Reader<{ value: string }> = (lexemes, at) => {
  const digits = lexemes[at]
  if (digits?.kind !== 'digits') return words(lexemes, at)
  const ending = lexemes[at + 1]
  return ending?.glued === true && suffix.test(ending.text)
    ? { value: String(Number(digits.text)), end: at + 2 }
    : null
}

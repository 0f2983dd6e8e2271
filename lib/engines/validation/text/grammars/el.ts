import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { foldedTables } from '#lib/engines/validation/text/grammars/folded-tables.ts'
import {
  bareGreek,
  cardinal,
  foldGreek,
  ordinal,
} from '#lib/engines/validation/text/grammars/greek-numbers.ts'
import * as said from '#lib/engines/validation/text/grammars/greek-words.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'

// words that no accent changes, also written in capitals without accents
const { map } = foldedTables(bareGreek)
const { set, list } = foldedTables(foldGreek)
const flags = (text: string) => map(phrases(text).map((phrase) => [phrase, true as const]))

const clock = clockReader({
  hour: cardinal,
  minute: cardinal,
  before: map<'strong' | 'time' | 'at'>([
    ['η ώρα', 'strong'],
    ['ώρα', 'strong'],
    ['στις', 'time'],
    ['στη', 'time'],
    ['στην', 'time'],
    ['τις', 'at'],
    ['από', 'at'],
    ['μέχρι', 'at'],
    ['ως', 'at'],
    ['έως', 'at'],
  ]),
  after: flags('ακριβώς|η ώρα'),
  minuteWords: flags('λεπτά|λεπτό'),
  parts: map<DayPart>(
    formsOf([
      ['morning', 'το πρωί|πρωί|τα ξημερώματα|ξημερώματα|σήμερα το πρωί'],
      ['noon', 'το μεσημέρι|μεσημέρι'],
      ['pm', 'το απόγευμα|απόγευμα|μμ|μ . μ .|μ . μ'],
      ['evening', 'το βράδυ|βράδυ'],
      ['am', 'πμ|π . μ .|π . μ'],
    ] as const),
  ),
  tails: map(
    formsOf([
      [30, 'και μισή|και μισό'],
      [15, 'και τέταρτο|'],
      [-15, 'παρά τέταρτο|'],
    ] as const),
  ),
  tailLinks: map<1 | -1>([
    ['και', 1],
    ['παρά', -1],
  ]),
  fixed: map(
    formsOf([
      [0, 'μεσάνυχτα|τα μεσάνυχτα'],
      [720, 'το καταμεσήμερο|'],
    ] as const),
  ),
})

const months = map(said.months)
// without their accents they would be ordinals: `τέταρτη`, `Τετάρτη`
const weekdays = foldedTables(foldGreek).map(said.weekdays)

/** Greek. Accents tell words apart and stay; a question ends in `;`. */
export const el: Grammar = {
  language: 'el',
  decimalComma: true,
  cardinal,
  ordinal,
  scales: map(
    formsOf([
      ['12', 'ντουζίνα ντουζίνες'],
      ['1000', 'χιλιάδες χιλιάδων'],
      ['1000000', 'εκατομμύριο εκατομμύρια εκατομμυρίων'],
      ['1000000000', 'δισεκατομμύριο δισεκατομμύρια δισεκατομμυρίων'],
    ] as const),
  ),
  digitWords: map(
    formsOf([
      ['0', 'μηδέν'],
      ['1', 'ένα'],
      ['2', 'δύο'],
      ['3', 'τρία'],
      ['4', 'τέσσερα'],
      ['5', 'πέντε'],
      ['6', 'έξι'],
      ['7', 'επτά εφτά'],
      ['8', 'οκτώ οχτώ'],
      ['9', 'εννέα εννιά'],
    ] as const),
  ),
  minus: set(words('μείον πλην')),
  plus: set(words('συν')),
  decimalWords: set(words('κόμμα τελεία')),
  and: set(words('και κι')),
  fractions: map(
    formsOf([
      ['0.5', 'μισό μισή μισός μισά'],
      ['0.25', 'τέταρτο'],
    ] as const),
  ),
  share: shareReader({
    cardinal,
    parts: '3: τρίτα; 4: τέταρτα; 5: πέμπτα; 6: έκτα; 8: όγδοα; 10: δέκατα',
    doubtful: '3: τρίτο; 4: τέταρτο; 5: πέμπτο; 10: δέκατο',
    links: new Set(words('του της των')),
    fold: foldGreek,
  }),
  signs: { '-': ['έως', 'με'], '+': ['συν'], '×': ['επί'] },
  percentAfter: list(phrases('τοις εκατό|τοις εκατόν|επί τοις εκατό')),
  units: map([...latinUnits, ...said.units]),
  currencies: map(
    formsOf([
      ['EUR', 'ευρώ'],
      ['USD', 'δολάριο δολάρια δολαρίων'],
      ['GBP', 'λίρα λίρες λιρών στερλίνα στερλίνες'],
    ] as const),
  ),
  subunits: map(formsOf([['0.01', 'λεπτά λεπτό λεπτών σεντ']] as const)),
  months,
  weekdays,
  clock,
  date: dateReader({
    days: [ordinal, cardinal],
    years: [cardinal],
    months,
    weekdays,
    beforeYear: flags('του'),
    daySuffixes: set(words('η ης ο')),
  }),
  fillers: set(words('εμ χμ μμ ααα εεε')),
  polite: list(said.polite),
  negations: list(said.negations),
  negationPatterns: said.negationPatterns,
  conditions: list(said.conditions),
  harmless: list(said.harmless),
  questions: list(words('τι πού πότε ποιος ποια ποιο πώς γιατί πόσο πόσα πόσες άραγε μήπως')),
  approximators: list(said.approximators),
  split: (word) => (word.includes('ς') ? [foldGreek(word)] : null),
  fold: foldGreek,
  articles: set(words('ο η το οι τα του της των τον την τους τις στο στη στην στον')),
  yes: set(words('ναι μάλιστα σωστά βέβαια εντάξει true yes')),
  no: set(words('όχι λάθος false no')),
  functionWords: set(said.functionWords),
  sameStem: said.sameStem,
}

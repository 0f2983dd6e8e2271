import { clock } from './en-clock.ts'
import { expandAt } from './en-contractions.ts'
import { dateInWords, months, weekdays } from './en-dates.ts'
import { cardinal, decade, digitWords, ordinal, repeats, scales, share } from './en-numbers.ts'
import {
  approximators,
  conditions,
  fillers,
  functionWords,
  harmless,
  negationPatterns,
  negations,
  no,
  polite,
  questions,
  yes,
} from './en-phrases.ts'
import { englishShortForms, englishSigns } from './en-short.ts'
import { americanSpelling } from './en-spelling.ts'
import { sameEnglishStem } from './en-stems.ts'
import { currencies, subunits, subunitsOf, units } from './en-units.ts'
import type { Grammar } from './types.ts'

/** English, British and American. */
export const english = (): Grammar => ({
  language: 'en',
  pairs: true,
  cardinal,
  ordinal,
  code: decade,
  scales: new Map([...scales, ['dozen', '12']]),
  digitWords,
  repeats,
  letterNames: new Map([
    ['zee', 'z'],
    ['zed', 'z'],
  ]),
  minus: new Set(['minus', 'negative']),
  plus: new Set(['plus', 'positive']),
  decimalWords: new Set(['point', 'dot']),
  and: new Set(['and']),
  fractions: new Map([
    ['half', '0.5'],
    ['quarter', '0.25'],
    ['quarter of', '0.25'],
    ['half of', '0.5'],
  ]),
  share,
  signs: englishSigns,
  shortForms: englishShortForms,
  percentAfter: ['percent', 'per cent', 'pct', 'percentage points'],
  units,
  currencies,
  subunits,
  subunitsOf,
  subunitOf: 'USD',
  months,
  weekdays,
  clock,
  date: dateInWords,
  fillers,
  polite,
  negations,
  negationPatterns,
  conditions,
  harmless,
  questions,
  approximators,
  same: { nine: ['niner'] },
  expandAt,
  fold: americanSpelling,
  articles: new Set(['a', 'an', 'the']),
  yes,
  no,
  functionWords,
  sameStem: sameEnglishStem,
})

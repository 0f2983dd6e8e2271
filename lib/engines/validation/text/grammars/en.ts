import { clock } from '#lib/engines/validation/text/grammars/en-clock.ts'
import { expandAt } from '#lib/engines/validation/text/grammars/en-contractions.ts'
import { dateInWords, months, weekdays } from '#lib/engines/validation/text/grammars/en-dates.ts'
import {
  cardinal,
  decade,
  digitWords,
  ordinal,
  repeats,
  scales,
  share,
} from '#lib/engines/validation/text/grammars/en-numbers.ts'
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
} from '#lib/engines/validation/text/grammars/en-phrases.ts'
import { englishShortForms, englishSigns } from '#lib/engines/validation/text/grammars/en-short.ts'
import { americanSpelling } from '#lib/engines/validation/text/grammars/en-spelling.ts'
import { sameEnglishStem } from '#lib/engines/validation/text/grammars/en-stems.ts'
import {
  currencies,
  subunits,
  subunitsOf,
  units,
} from '#lib/engines/validation/text/grammars/en-units.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'

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

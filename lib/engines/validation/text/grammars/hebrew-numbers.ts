import {
  numberParts,
  type NumberPart,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'

/** Without niqqud and cantillation; gershayim as a plain quotation mark. */
export function foldHebrew(word: string): string {
  return word
    .replace(/[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/gu, '')
    .replace(/\u05f4/gu, '"')
    .replace(/\u05f3/gu, "'")
}

const table = new Map<string, readonly NumberPart[]>(
  numberParts(
    {
      Z: 'אפס=0',
      U: `אחת,אחד=1 שתיים,שתים,שתי,שניים,שני=2 שלוש,שלושה,שלושת,שלש,שלשה=3 ארבע,ארבעה,ארבעת=4 חמש,חמישה,חמשת,חמישת=5 שש,שישה,ששה,ששת,שישת=6
        שבע,שבעה,שבעת=7 שמונה,שמונת=8 תשע,תשעה,תשעת=9`,
      // years as a unit, two only before ten
      A: 'שנים=2',
      D: 'עשרים=20 שלושים,שלשים=30 ארבעים=40 חמישים=50 שישים,ששים=60 שבעים=70 שמונים=80 תשעים=90',
      C: 'מאה,מאות=100',
      H: 'מאתיים=200',
      S: 'אלף,אלפים=1000 מיליון,מליון,מיליוני,מיליונים,מליונים=1000000 מיליארד,מיליארדי,מיליארדים=1000000000',
    },
    {
      ordinals: {
        U: `הראשון,ראשונה,הראשונה=1 השני,השנייה,השניה=2 שלישי,השלישי,שלישית,השלישית=3 רביעי,הרביעי,רביעית,הרביעית=4
          חמישי,החמישי,חמישית,החמישית=5 שישי,השישי,שישית,השישית=6 שביעי,השביעי,שביעית,השביעית=7
          שמיני,השמיני,שמינית,השמינית=8 תשיעי,התשיעי,תשיעית,התשיעית=9`,
        X: 'עשירי,העשירי,עשירית,העשירית=10',
      },
    },
  ),
)
table.set('אלפיים', [{ shape: 'V', value: 2_000, scale: 1_000 }])
for (const word of ['עשר', 'עשרה', 'עשרת']) table.set(word, [{ shape: 'E', value: 10 }])

const belowHundred = '(?:[AU]?E|X|D(?:&?U)?|U)'

/** Hebrew numbers, masculine and feminine; `ו` a word of its own. */
export const hebrewNumbers: NumberSystem = {
  parts: (word) => table.get(word) ?? null,
  and: new Set(['ו']),
  group: new RegExp(`^(?:(?:H|U?C)(?:&?${belowHundred})?|${belowHundred}|Z)?S?$`, 'u'),
}

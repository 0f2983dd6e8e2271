import { remembering } from '#lib/engines/validation/text/grammars/folded-tables.ts'
import {
  numberParts,
  type NumberPart,
  type NumberSystem,
} from '#lib/engines/validation/text/grammars/number-system.ts'

/** Vowel marks, tatweel, seats of hamza on alef, final alef maqsura and Persian letters: spellings of one word. */
export const foldArabic = remembering((word) =>
  word
    .replace(/[\u0640\u064b-\u0655\u0670]/gu, '')
    .replace(/[أإآٱ]/gu, 'ا')
    .replace(/ى$/u, 'ي')
    .replace(/ی/gu, 'ي')
    .replace(/ک/gu, 'ك'),
)

const base = numberParts(
  {
    Z: 'صفر=0 زيرو=0',
    U: `واحد,واحدة,واحدا=1 اثنان,اثنين,اثنتان,اثنتين,اتنين,تنين=2 ثلاثة,ثلاث,تلاتة,تلات,تلت=3 اربعة,اربع=4 خمسة,خمس=5
      ستة,ست=6 سبعة,سبع=7 ثمانية,ثماني,ثمان,تمانية,تمنية,تماني,تمن=8 تسعة,تسع=9`,
    // one and two as they are before ten
    A: 'احد,احدي=1 اثنا,اثني,اثنتا,اثنتي=2',
    T: `حداشر,احداشر,حداعش=11 اتناشر,اطناشر,اثناعش,اطنعش=12 تلتاشر,تلاتاشر,تلطاشر,ثلاثتعش,تلتطعش=13 اربعتاشر,اربعطاشر,اربعتعش,اربعطعش=14
      خمستاشر,خمسطاشر,خمستعش,خمسطعش=15 ستاشر,ستعش,سطعش=16 سبعتاشر,سبعطاشر,سبعتعش,سبعطعش=17
      تمنتاشر,تمانتاشر,تمنطاشر,ثمنتعش,تمنطعش=18 تسعتاشر,تسعطاشر,تسعتعش,تسعطعش=19`,
    D: `عشرون,عشرين=20 ثلاثون,ثلاثين,تلاتين=30 اربعون,اربعين=40 خمسون,خمسين=50 ستون,ستين=60 سبعون,سبعين=70
      ثمانون,ثمانين,تمانين=80 تسعون,تسعين=90`,
    C: 'مئة,مائة,مية,مئتة=100',
    H: `مئتان,مئتين,مائتان,مائتين,ميتين,مئتا,مئتي,مائتا,مائتي=200 ثلاثمئة,ثلاثمائة,ثلثمائة,تلتمية,تلاتمية=300 اربعمئة,اربعمائة,ربعمية,اربعمية=400
      خمسمئة,خمسمائة,خمسمية=500 ستمئة,ستمائة,ستمية=600 سبعمئة,سبعمائة,سبعمية=700
      ثمانمئة,ثمانمائة,ثمانيمئة,ثمانيمائة,تمنمية,تمانمية=800 تسعمئة,تسعمائة,تسعمية=900`,
    S: `الف,الاف,الفا,الوف=1000 مليون,ملايين,مليونا=1000000 مليار,مليارات,مليارا,بليون=1000000000 تريليون,تريليونات=1000000000000`,
  },
  {
    ordinals: {
      U: `الواحدة=1 الاول,الاولي,اول,اولي=1 الثاني,الثانية,التانية,ثاني,ثان=2 الثالث,الثالثة,ثالث,ثالثة,التالتة=3 الرابع,الرابعة,رابع,رابعة=4
        الخامس,الخامسة,خامس,خامسة=5 السادس,السادسة,سادس,سادسة=6 السابع,السابعة,سابع,سابعة=7 الثامن,الثامنة,ثامن,ثامنة,التامنة=8
        التاسع,التاسعة,تاسع,تاسعة=9`,
      A: 'الحادي,الحادية,حادي,حادية=1',
      X: 'العاشر,العاشرة,عاشر,عاشرة=10',
      D: `العشرون,العشرين=20 الثلاثون,الثلاثين=30 الاربعون,الاربعين=40 الخمسون,الخمسين=50 الستون,الستين=60
        السبعون,السبعين=70 الثمانون,الثمانين=80 التسعون,التسعين=90`,
    },
  },
)

const table = new Map<string, readonly NumberPart[]>(base)
const dual = (words: string, value: number, scale: number) => {
  for (const word of words.split(' ')) table.set(word, [{ shape: 'V', value, scale }])
}
dual('الفان الفين', 2_000, 1_000)
dual('مليونان مليونين', 2_000_000, 1_000_000)
dual('ملياران مليارين', 2_000_000_000, 1_000_000_000)
for (const word of ['عشرة', 'عشر']) table.set(word, [{ shape: 'E', value: 10, either: true }])
// many write the feminine ending without its dots
for (const [word, parts] of [...table])
  if (word.endsWith('ة')) table.set(`${word.slice(0, -1)}ه`, parts)

const belowHundred = '(?:[AU]?E|X|T|[AU]&D|D|U)'

/** Arabic numbers, standard and everyday Egyptian and Gulf forms; words folded, `و` a word of its own. */
export const arabicNumbers: NumberSystem = {
  parts: (word) => table.get(word) ?? null,
  and: new Set(['و']),
  // folded, `وأحد عشر` begins like the word for one
  group: new RegExp(`^(?:(?:H|U?C)(?:&${belowHundred}|UE)?|${belowHundred}|Z)?S?$`, 'u'),
}

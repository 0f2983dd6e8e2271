/** Languages that differ in how they write words and numbers. */
export const longTextLanguages = ['en', 'de', 'fr', 'zh', 'ja', 'th', 'ar', 'hi', 'tr'] as const

/** Repeated to any length they tempt a reader to look to the end of the text from each of its places. */
const pieces: readonly string[] = [
  ...[
    'a',
    'a ',
    'a1',
    '1a',
    '1,',
    '1.',
    '1-',
    '1/',
    '1:',
    '1 ',
    '12 ',
    '111 ',
    '1,111,',
    '0',
    '+1',
    '-1',
    '.5',
    '..5',
  ],
  ...[
    '(',
    '((1',
    '[',
    '[a](',
    '](',
    '<',
    '<a',
    '<a b="c" ',
    '<!--',
    ' ',
    '. ',
    '.',
    'a.',
    '.a',
    "a'",
    "1'",
    '"א',
  ],
  ...[
    '́',
    'á',
    '​',
    'a​',
    'ﬁ',
    '½',
    '1½',
    '1/2 ',
    '5%',
    '$1 ',
    '5 €',
    '7:30 ',
    '2025-05-03 ',
    'PT1H',
  ],
  ...[
    'RC 232 ',
    'C+',
    'x_1',
    'ABCDE-',
    'a@b.c ',
    '4x4 ',
    '5 km ',
    '5-7 ',
    '😀',
    '日a',
    '日1',
    '1日',
    'か1',
    'ก1',
    'ب-7',
  ],
]
const words: Readonly<Record<(typeof longTextLanguages)[number], string>> = {
  en: 'one|hundred|and|hundred and|million|oh|double|half|point|minus|five dollars and|one hour and|may 3|monday|second|not|thank you|no problem|two thirds|nineteen',
  de: 'eins|hundert|tausend|million|ein|und|komma|halb|viertel vor|sieben uhr|3.|mai|fünf euro und|nicht|danke|zwei',
  fr: 'un|cent|vingt et un|mille|virgule|et demie|sept heures et|le premier|mai|cinq euros et|ne|pas|merci',
  zh: '一|十|百|千|万|零|点|两|半|下午三点|五块|百分之|第一|五月三日|不|谢谢|小时|三分之一',
  ja: '一|十|百|千|万|ゼロ|点|半|三時|午後三時|五百円|第一|五月三日|ない|ありがとう|一つ',
  th: 'หนึ่ง|สิบ|ร้อย|ล้าน|จุด|ครึ่ง|สามโมง|บ่าย|ห้าบาท|ที่|วันที่|ไม่|ขอบคุณ|สอง',
  ar: 'واحد|مئة|ألف|مليون|و|عشرون|فاصلة|نصف|الساعة|خمسة دولارات|لا|شكرا',
  hi: 'एक|सौ|हज़ार|लाख|दशमलव|साढ़े|ढाई|बजे|पाँच रुपये|नहीं|धन्यवाद',
  tr: 'bir|yüz|bin|milyon|virgül|buçuk|saat yedi|yediyi|yüzde beş|değil|teşekkürler|yirmi',
}

/** One language of each kind of script, for what is written alike in all of them. */
const scripts: ReadonlySet<string> = new Set(['en', 'zh', 'ar'])

/** Hostile texts of `length` UTF-16 units: one piece or word over and over, and all words in turn. */
export function longTexts(
  language: (typeof longTextLanguages)[number],
  length: number,
): { name: string; text: string }[] {
  const own = words[language].split('|')
  const all = [
    ...(scripts.has(language) ? pieces : []),
    ...own.flatMap((word) => [word, `${word} `]),
  ]
  const turns = own.join(' ')
  return [...all, `${turns} `].map((piece) => ({
    name: piece === `${turns} ` ? 'all words' : JSON.stringify(piece),
    text: piece.repeat(Math.ceil(length / piece.length)).slice(0, length),
  }))
}

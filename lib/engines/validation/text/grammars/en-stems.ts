const irregular: readonly (readonly string[])[] = [
  'be is are was were been am being',
  'have has had having',
  'do does did done doing',
  'go goes went gone going',
  'send sends sent sending',
  'set sets setting',
  'book books booked booking bookings',
  'make makes made making',
  'take takes took taken taking',
  'leave leaves left leaving',
  'buy buys bought buying',
  'pay pays paid paying payment payments',
  'find finds found finding',
  'get gets got gotten getting',
  'give gives gave given giving',
  'child children',
  'person people persons',
  'man men',
  'woman women',
  'foot feet',
].map((row) => row.split(' '))
const groups = new Map(irregular.flatMap((row, index) => row.map((word) => [word, index] as const)))

/** The stem of regular plurals and verb forms: `flights`, `booked`, `cancelling`, `cities`. */
function stem(word: string): string {
  if (word.length < 4) return word
  const plain = word.replace(/'s$/, '')
  const base = plain
    .replace(/(?<=[a-z]{2})ies$/, 'y')
    .replace(/(?<=ss|sh|ch|x|z)es$/, '')
    .replace(/(?<=[a-z]{2}[^su])s$/, '')
    .replace(/(?<=[a-z]{2})ied$/, 'y')
    .replace(/(?<=[a-z]*[aeiouy][a-z]*[a-z])(?:ed|ing)$/, '')
  return base.replace(/([bdfglmnprt])\1$/, '$1').replace(/e$/, '')
}

/** Whether two English words are forms of one: plurals, possessives, -ed and -ing, common irregular verbs. */
export function sameEnglishStem(a: string, b: string): boolean {
  if (a === b) return true
  const group = groups.get(a)
  if (group !== undefined && group === groups.get(b)) return true
  const [short = '', long = ''] = a.length < b.length ? [a, b] : [b, a]
  if (short.length < 4) return long === `${short}s` || long === `${short}es`
  return stem(a) === stem(b)
}
